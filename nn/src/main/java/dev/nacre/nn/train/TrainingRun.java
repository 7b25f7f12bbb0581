package dev.nacre.nn.train;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.nn.data.TrainingData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A training whose run is a directory of logs, checkpoints and, in the end, a model: the questions that are the same
 * whatever is trained. Who watches, who may stop it, where its data came from, and whether it begins or goes on.
 *
 * @param <T> the training itself, which its settings give back
 * @param <R> what a run gives
 */
public abstract class TrainingRun<T extends TrainingRun<T, R>, R> {
    private final List<TrainingListener> listeners = new ArrayList<>();
    private BooleanSupplier stop = () -> false;
    private Json.Fields origin = Json.object();

    /** A training that nobody watches or stops, of data from nowhere. */
    protected TrainingRun() {
    }

    /** This, by its own type. */
    protected abstract T self();

    /**
     * Trains and writes what it gives into the directory.
     *
     * @param directory that is there, cleared of files that a killed process left half written
     * @param resume whether to go on from the newest checkpoint, where there is one
     */
    protected abstract R run(Path directory, boolean resume);

    /** Adds somebody who watches. Returns this. */
    public final T watchedBy(TrainingListener listener) {
        listeners.add(listener);
        return self();
    }

    /** Asks before each step whether to stop, after saving. Returns this. */
    public final T stoppingWhen(BooleanSupplier asked) {
        stop = asked;
        return self();
    }

    /** What files of this run say about where it came from: version of the code, hash of the data. Returns this. */
    public final T comingFrom(Json.Fields description) {
        origin = description;
        return self();
    }

    /** What {@link #comingFrom} said; empty where it was not called. */
    protected final Json.Fields origin() {
        return origin;
    }

    /**
     * Trains and writes the run's directory, which is made if it is not there.
     *
     * @throws dev.nacre.nn.InputException if the directory cannot be made, or something to train on cannot be used
     * @throws TrainingException           if a loss or gradient is not finite
     */
    public final R start(Path directory) {
        RunFolder.create(directory);
        return run(directory, false);
    }

    /**
     * Goes on from the newest checkpoint in the run's directory, or begins where the run ended before its first.
     *
     * @throws dev.nacre.nn.InputException           as {@link #start}
     * @throws TrainingException                     as {@link #start}
     * @throws dev.nacre.core.io.CheckpointException if no checkpoint can be read, or they are of another model
     */
    public final R resume(Path directory) {
        RunFolder.create(directory);
        return run(directory, true);
    }

    /**
     * Lets a trainer do its steps, watched and stopped as this training is, saving to its checkpoints.
     *
     * @param trainer with everything else that it needs; its own listeners are told first
     * @param resume  whether to go on from the newest checkpoint, where there is one
     * @param key     of what the steps draw
     */
    protected final <B> Outcome fit(Trainer<B> trainer, Checkpoints checkpoints, boolean resume, int epochs,
            TrainingData<B> data, Key key) {
        trainer.savingTo(checkpoints).stoppingWhen(stop);
        listeners.forEach(trainer::watchedBy);
        if (resume && !checkpoints.isEmpty()) {
            trainer.resume();
        }
        return trainer.fit(epochs, data, key);
    }
}
