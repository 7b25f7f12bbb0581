package dev.nacre.nn.train;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that a training writes its logs, checkpoints and model to. */
public final class RunFolder {
    private RunFolder() {
    }

    /**
     * Makes it, with those around it, if it is not there, and clears away what a killed process left half written.
     *
     * @throws InputException if it cannot be made or read
     */
    public static void create(Path directory) {
        try {
            Files.createDirectories(directory);
            AtomicFile.sweep(directory);
        } catch (IOException e) {
            throw new InputException("the output directory " + directory + " cannot be used (" + e.getMessage()
                    + "): choose another one", e);
        }
    }
}
