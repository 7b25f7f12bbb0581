package dev.nacre.bench.checkpoint;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A checkpoint to be damaged.
 *
 * @param name   for tables
 * @param bytes  of the file that is damaged
 * @param beside whole files that belong to it, by name
 */
record CheckpointSample(String name, byte[] bytes, Map<String, byte[]> beside) {
    private static final long MOST_BYTES = 1L << 20;

    /** Every file of at most 1 MiB in and below a folder that can be opened as a checkpoint, in the order of names. */
    static List<CheckpointSample> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(CheckpointSample::opens).sorted()
                    .map(file -> new CheckpointSample(folder.relativize(file).toString(), bytes(file), Map.of()))
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new InputException("the folder " + folder + " cannot be read: check the path", unreadable);
        }
    }

    private static boolean opens(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES || Files.size(file) == 0) {
                return false;
            }
            Checkpoint.open(file).close();
            return true;
        } catch (CheckpointException other) {
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
