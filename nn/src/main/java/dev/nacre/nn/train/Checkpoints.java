package dev.nacre.nn.train;

import dev.nacre.core.Device;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StateEntry;
import dev.nacre.core.io.StateLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder in which a training saves itself: {@code step-000000120.safetensors} with weights and optimiser, of which
 * the newest few are kept, and {@code best.safetensors} with the weights alone. Each file is written whole or not at
 * all: a crash, a kill or a full disk leaves those that were there before.
 *
 * <p>Where the training's memory is the processor's, a file is there when saving it returns. On any other device saving
 * only copies the tensors to the host, and the training goes on while the file is being written.
 */
public final class Checkpoints {
    /** The entry of a file's metadata that says where the training stood. */
    public static final String PROGRESS = "nacre.progress";
    private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());
    private static final Pattern NAME = Pattern.compile("step-\\d{9,}\\.safetensors");

    private final Path folder;
    private final Policy policy;
    private final Supplier<SafetensorsWriter> weights;
    private final FileQueue queue = new FileQueue();

    /**
     * How often to save, and how much to keep.
     *
     * @param everySteps steps between checkpoints within an epoch; 0 saves at the end of each epoch alone, where a
     *                   checkpoint is written in any case
     * @param keep       newest checkpoints that stay, at least 1
     */
    public record Policy(long everySteps, int keep) {
        /** At the end of each epoch; the last two stay, in case the newest gets damaged. */
        public static final Policy EPOCHS = new Policy(0, 2);

        /** Refuses to keep nothing. */
        public Policy {
            if (everySteps < 0 || keep < 1) {
                throw new IllegalArgumentException("checkpoints every " + everySteps + " steps, of which " + keep
                        + " are kept: give at least 0 steps, and keep at least 1");
            }
        }

        boolean isDue(long step) {
            return everySteps > 0 && step % everySteps == 0;
        }
    }

    /**
     * Checkpoints in {@code folder}, which is made when the first is written.
     *
     * @param weights a writer that already holds the model's weights and description, new for each file
     */
    public Checkpoints(Path folder, Policy policy, Supplier<SafetensorsWriter> weights) {
        this.folder = folder;
        this.policy = policy;
        this.weights = weights;
    }

    /** Where the files are. */
    public Path folder() {
        return folder;
    }

    /** Whether there is nothing to go on from. */
    public boolean isEmpty() {
        return newestFirst().isEmpty();
    }

    boolean isDue(long step) {
        return policy.isDue(step);
    }

    /**
     * Writes a checkpoint, then removes the oldest beyond those to keep.
     *
     * @throws CheckpointException if it cannot be written, or one before it could not; all earlier ones are then
     *                             untouched
     */
    void save(long step, Json.Fields progress, List<StateEntry> optimiser) {
        create();
        SafetensorsWriter writer = weights.get().metadata(PROGRESS, JsonWriter.compact(progress));
        optimiser.forEach(writer::add);
        Path file = folder.resolve(String.format(Locale.ROOT, "step-%09d.safetensors", step));
        write(writer, file, this::removeOldest);
    }

    private void removeOldest() {
        List<Path> files = newestFirst();
        for (Path old : files.subList(Math.min(policy.keep(), files.size()), files.size())) {
            delete(old);
        }
    }

    private void write(SafetensorsWriter writer, Path file, Runnable afterwards) {
        if (Device.current().kind().equals(Device.CPU.kind())) {
            writer.write(file);
            afterwards.run();
        } else {
            writer.copyNow();
            queue.add(() -> {
                writer.write(file);
                afterwards.run();
            });
        }
    }

    /** Throws what has failed to be written beside the training. */
    void check() {
        queue.check();
    }

    /** Waits until every file is there. @throws CheckpointException if one cannot be written */
    void finish() {
        queue.finish();
    }

    /** Replaces {@code best.safetensors}. */
    void saveBest(Json.Fields progress) {
        create();
        write(weights.get().metadata(PROGRESS, JsonWriter.compact(progress)), best(), () -> { });
    }

    /**
     * Loads the newest checkpoint that can be read; a damaged one is passed over with a warning.
     *
     * @param state everything that a checkpoint holds
     * @return what was said about the training's progress
     * @throws CheckpointException if there is none, or none can be read; the message names the newest one's trouble
     */
    Json load(List<StateEntry> state) {
        sweep();
        CheckpointException first = null;
        for (Path path : newestFirst()) {
            try (SafetensorsFile file = SafetensorsFile.open(path)) {
                String progress = file.metadata().get(PROGRESS);
                if (progress == null) {
                    throw new CheckpointException(path + " does not say where its training stood; take a checkpoint"
                            + " that a training wrote");
                }
                Json parsed = Json.parse(progress);
                StateLoader.load(file, state, KeyTable.SAME);
                return parsed;
            } catch (CheckpointException | JsonException damaged) {
                LOG.log(System.Logger.Level.WARNING, "passed over " + path.getFileName() + ": " + damaged.getMessage());
                first = first != null ? first : new CheckpointException(damaged.getMessage(), damaged);
            }
        }
        throw first != null ? first : new CheckpointException("there is no checkpoint in " + folder
                + " to go on from: give the folder of a training that has saved one, or start anew");
    }

    /**
     * Loads the weights of {@code best.safetensors}.
     *
     * @throws CheckpointException if it is missing, damaged, or of another model
     */
    public void loadBest(List<StateEntry> weightsOfModel) {
        try (SafetensorsFile file = SafetensorsFile.open(best())) {
            StateLoader.load(file, weightsOfModel, KeyTable.SAME);
        }
    }

    private Path best() {
        return folder.resolve("best.safetensors");
    }

    /** Removes what a killed process left half written. */
    private void sweep() {
        if (Files.isDirectory(folder)) {
            try {
                AtomicFile.sweep(folder);
            } catch (IOException e) {
                throw unusable(e);
            }
        }
    }

    private List<Path> newestFirst() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(Checkpoints::step).reversed()).toList();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static long step(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring("step-".length(), name.indexOf('.')));
    }

    private void create() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void delete(Path old) {
        try {
            Files.deleteIfExists(old);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private CheckpointException unusable(IOException e) {
        return new CheckpointException("the folder " + folder + " cannot be used for checkpoints (" + e.getMessage()
                + "): check its permissions and the free space", e);
    }
}
