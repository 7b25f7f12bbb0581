package dev.nacre.nn.train;

import dev.nacre.core.FiniteCheck;
import dev.nacre.core.GradientSum;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.NonFiniteException;
import dev.nacre.core.Scope;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.StateEntry;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.data.TrainingData;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.GradientNorm;
import dev.nacre.nn.optim.LearningRate;
import dev.nacre.nn.optim.WeightAverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * The training loop: for each batch loss and gradients, and a step of the optimiser; after each epoch validation, and a
 * checkpoint. The same model, data and key give the same weights, bit for bit, whatever the number of threads, and
 * however often the training was interrupted and resumed.
 *
 * @param <B> what a batch is
 */
public final class Trainer<B> {
    private final Module model;
    private final AdamW optimiser;
    private final LearningRate learningRate;
    private final Objective<B> objective;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private double longestGradient = Double.POSITIVE_INFINITY;
    private int batchesInStep = 1;
    private DoubleSupplier validation;
    private int patience = Integer.MAX_VALUE;
    private WeightAverage average;
    private Checkpoints checkpoints;
    private BooleanSupplier stop = () -> false;
    private boolean repeating;
    private Optional<RepeatedSteps<B>> repeated = Optional.empty();
    private Progress progress = Progress.START;
    private long saved = -1;

    /** Trains {@code model} with an optimiser over its parameters. */
    public Trainer(Module model, AdamW optimiser, LearningRate learningRate, Objective<B> objective) {
        this.model = model;
        this.optimiser = optimiser;
        this.learningRate = learningRate;
        this.objective = objective;
    }

    /** Gradients longer than this, over all parameters as one vector, are shortened to it. Returns this. */
    public Trainer<B> clipping(double longest) {
        if (!(longest > 0)) {
            throw new IllegalArgumentException("gradients cannot be shortened to " + longest
                    + ": give a number above 0, or infinity for never");
        }
        longestGradient = longest;
        return this;
    }

    /** Each step averages loss and gradients over this many batches, one after the other in memory. Returns this. */
    public Trainer<B> accumulating(int batches) {
        if (batches < 1) {
            throw new IllegalArgumentException("a step of " + batches + " batches does nothing: give at least 1");
        }
        batchesInStep = batches;
        return this;
    }

    /**
     * Measures a loss on held-out data after each epoch, smaller is better, and ends the training when it did not get
     * smaller for {@code epochs} epochs. Returns this.
     */
    public Trainer<B> validating(DoubleSupplier loss, int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException("the patience of " + epochs + " epochs ends every training: give at"
                    + " least 1");
        }
        validation = Objects.requireNonNull(loss, "loss");
        patience = epochs;
        return this;
    }

    /** Follows the weights after each step; validation and the best checkpoint then take the average. Returns this. */
    public Trainer<B> averaging(WeightAverage weights) {
        average = weights;
        return this;
    }

    /** Saves the training there, so that it can be resumed. Returns this. */
    public Trainer<B> savingTo(Checkpoints folder) {
        checkpoints = folder;
        return this;
    }

    /** Asks before each step whether to stop. Returns this. */
    public Trainer<B> stoppingWhen(BooleanSupplier asked) {
        stop = asked;
        return this;
    }

    /**
     * Has the device note a step and repeat it by one call, where it can (a GPU; see docs/gpu.md) and where one step is
     * like the other: the same shapes, nothing drawn at random, one batch in a step. All others, and all on the
     * processor, are taken as ever; the bits are the same. What was noted keeps its memory until a step of another
     * shape or the end of the epoch; who holds a weight's tensor from one step to the next sees it change. Returns
     * this.
     *
     * @throws IllegalArgumentException if the objective is no {@link TensorLoss}
     */
    public Trainer<B> repeating() {
        if (!(objective instanceof TensorLoss)) {
            throw new IllegalArgumentException("only a TensorLoss can be repeated by one call: make the objective one");
        }
        repeating = true;
        return this;
    }

    /** Adds somebody who watches. Returns this. */
    public Trainer<B> watchedBy(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Goes back to the newest checkpoint, weights and optimiser included, from which {@link #fit} then goes on.
     * Returns this.
     *
     * @throws dev.nacre.core.io.CheckpointException if there is none that fits
     */
    public Trainer<B> resume() {
        List<StateEntry> state = new ArrayList<>(model.state());
        state.addAll(besideWeights());
        Json found = checkpoints.load(state);
        progress = Progress.fromJson(found);
        optimiser.resumeAt(found.get("optimiser_steps").whole());
        if (average != null) {
            average.resumeAt(found.get("average_updates").whole());
        }
        saved = progress.steps();
        return this;
    }

    /**
     * Trains for some epochs, or what is left of them after {@link #resume}.
     *
     * @param epochs how many
     * @param data   the batches of each
     * @param key    randomness of dropout and its like
     * @throws TrainingException                     if a loss or a gradient is not finite; the message names the step
     *                                               and the first module, and the weights are those before the step
     * @throws dev.nacre.core.io.CheckpointException if a checkpoint cannot be written; earlier ones are then untouched.
     *                                               On a GPU it is thrown at one of the next steps, or at the end
     */
    public Outcome fit(int epochs, TrainingData<B> data, Key key) {
        int steps = data.batches() / batchesInStep;
        if (steps == 0) {
            throw new IllegalArgumentException("an epoch has " + data.batches() + " batches, and a step takes "
                    + batchesInStep + ": make smaller batches, or take fewer in a step");
        }
        if (repeating && batchesInStep == 1 && objective instanceof TensorLoss<B> loss) {
            repeated = RepeatedSteps.of(model, optimiser, loss);
        }
        try {
            Outcome outcome = run(epochs, steps, data, key);
            if (checkpoints != null) {
                checkpoints.finish();
            }
            return outcome;
        } catch (RuntimeException | Error failed) {
            finishAfter(failed);
            throw failed;
        } finally {
            forgetRepeated();
        }
    }

    /** The memory of what was noted is for others now. */
    private void forgetRepeated() {
        repeated.ifPresent(RepeatedSteps::close);
    }

    /** What was being saved when something failed is still good. */
    private void finishAfter(Throwable failed) {
        try {
            if (checkpoints != null) {
                checkpoints.finish();
            }
        } catch (RuntimeException another) {
            if (another != failed) {
                failed.addSuppressed(another);
            }
        }
    }

    private Outcome run(int epochs, int steps, TrainingData<B> data, Key key) {
        long total = (long) epochs * steps;
        listeners.forEach(listener -> listener.beforeTraining(progress.steps(), total));
        while (progress.steps() < total) {
            if (progress.sinceBest() >= patience) {
                return new Outcome(Outcome.End.NO_BETTER, progress.steps());
            }
            Place first = new Place(progress.steps(), epochs, steps);
            StepReport last = null;
            try (Prefetch<B> batches = data.epoch(first.epoch(), first.within() * batchesInStep)) {
                for (int within = first.within(); within < steps; within++) {
                    if (stop.getAsBoolean()) {
                        save();
                        return new Outcome(Outcome.End.STOPPED, progress.steps());
                    }
                    last = step(new Place(progress.steps(), epochs, steps), batches, key);
                    if (within + 1 < steps && checkpoints != null && checkpoints.isDue(progress.steps())) {
                        save();
                    }
                }
            }
            endEpoch(last);
        }
        return new Outcome(Outcome.End.COMPLETE, progress.steps());
    }

    /** Where the training is: {@code number} steps are done. */
    private record Place(long number, int epochs, int steps) {
        int epoch() {
            return Math.toIntExact(number / steps);
        }

        int within() {
            return Math.toIntExact(number % steps);
        }

        String text() {
            return "step " + (within() + 1) + " of epoch " + (epoch() + 1);
        }

        StepReport report(double loss, double norm, double rate, long start) {
            return new StepReport(epoch() + 1, epochs, within() + 1, steps, loss, norm, rate,
                    (System.nanoTime() - start) * 1e-9);
        }
    }

    private StepReport step(Place place, Prefetch<B> batches, Key key) {
        if (checkpoints != null) {
            checkpoints.check();
        }
        long start = System.nanoTime();
        List<B> own = new ArrayList<>();
        try {
            for (int i = 0; i < batchesInStep; i++) {
                own.add(batches.next());
            }
            return step(place, own, key, start);
        } finally {
            own.forEach(batches::release);
        }
    }

    private StepReport step(Place place, List<B> own, Key key, long start) {
        double rate = learningRate.at(place.number());
        Pass pass = Pass.train(key.child(place.number()));
        StepMeasures[] measured = new StepMeasures[1];
        Scope.run("training step", () -> {
            measured[0] = repeated.isPresent()
                    ? repeated.get().take(own.getFirst(), pass, rate, longestGradient, value -> optimise(value, rate))
                    : optimise(value(own, pass), rate);
            if (average != null && measured[0].areFinite()) {
                average.update();
            }
        });
        StepMeasures found = measured[0];
        if (!found.areFinite()) {
            throw notFinite(place, found, own, pass);
        }
        StepReport report = place.report(found.loss(), found.gradientNorm(), rate, start);
        progress = progress.step(found.loss());
        listeners.forEach(listener -> listener.afterStep(report));
        return report;
    }

    /** A step of the optimiser, unless something is not finite. */
    private StepMeasures optimise(Objective.Value value, double rate) {
        try (Gradients gradients = value.gradients()) {
            StepMeasures found = new StepMeasures(value.loss(), GradientNorm.clip(gradients, longestGradient));
            if (found.areFinite()) {
                optimiser.step(gradients, rate);
            }
            return found;
        }
    }

    /** The mean over the step's batches. */
    private Objective.Value value(List<B> batches, Pass pass) {
        if (batches.size() == 1) {
            return objective.at(batches.getFirst(), pass);
        }
        double[] loss = new double[1];
        try (GradientSum sum = new GradientSum()) {
            for (int i = 0; i < batches.size(); i++) {
                B batch = batches.get(i);
                Pass own = pass.child(i);
                // A scope for each: what one batch left in memory goes back before the next.
                Scope.run("batch", () -> {
                    Objective.Value one = objective.at(batch, own);
                    loss[0] += one.loss() / batches.size();
                    sum.add(one.gradients().scaled(1.0 / batches.size()));
                });
            }
            return new Objective.Value(loss[0], sum.total());
        }
    }

    /** Does the step once more, looking at every result on the way. */
    private TrainingException notFinite(Place place, StepMeasures measured, List<B> batches, Pass pass) {
        String cause = "";
        try {
            Scope.run("looking for the cause", () -> FiniteCheck.run(() -> value(batches, pass).gradients().close()));
        } catch (NonFiniteException found) {
            cause = " (" + found.getMessage() + ")";
        }
        String what = Double.isFinite(measured.loss()) ? "the gradient" : "the loss";
        return new TrainingException(what + " is not finite at " + place.text() + cause + ": lower the learning rate,"
                + " clip gradients, warm up for longer, or look for damaged pictures" + (checkpoints == null ? ""
                : "; the checkpoints in " + checkpoints.folder() + " are from before it"));
    }

    private void endEpoch(StepReport last) {
        forgetRepeated();
        double mean = progress.lossSum() / last.steps();
        progress = progress.endOfEpoch();
        OptionalDouble measured = OptionalDouble.empty();
        if (validation != null) {
            measured = OptionalDouble.of(validate(last.epoch()));
        }
        EpochReport report = new EpochReport(last, mean, measured, measured.isPresent() && progress.sinceBest() == 0);
        listeners.forEach(listener -> listener.afterEpoch(report));
        save();
    }

    private double validate(int epoch) {
        double[] loss = new double[1];
        Runnable measure = () -> {
            loss[0] = validation.getAsDouble();
            if (!Double.isFinite(loss[0])) {
                throw new TrainingException("the validation loss is not finite after epoch " + epoch
                        + ": look for damaged pictures among those held out, or lower the learning rate");
            }
            progress = progress.validated(loss[0]);
            if (progress.sinceBest() == 0 && checkpoints != null) {
                checkpoints.saveBest(standing());
            }
        };
        if (average == null) {
            measure.run();
        } else {
            average.run(measure);
        }
        return loss[0];
    }

    private void save() {
        if (checkpoints != null && saved != progress.steps()) {
            checkpoints.save(progress.steps(), standing(), besideWeights());
            saved = progress.steps();
        }
    }

    private List<StateEntry> besideWeights() {
        List<StateEntry> state = new ArrayList<>(optimiser.state());
        if (average != null) {
            state.addAll(average.state());
        }
        return state;
    }

    private Json.Fields standing() {
        Json.Fields standing = progress.toJson().with("optimiser_steps", optimiser.steps());
        return average == null ? standing : standing.with("average_updates", average.updates());
    }
}
