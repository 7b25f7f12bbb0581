package dev.nacre.examples;

import dev.nacre.nn.InputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks before work starts that a result can be written. */
final class Outputs {
    /** Stands beside everything that is shown about a patient. */
    static final String NOTE = "research use, not for diagnosis";

    private Outputs() {
    }

    /** An error now is better than one after an hour of work. */
    static void checkWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException("the folder of " + file + " does not exist: make it, or write elsewhere");
        }
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a folder: give the name of a file to write");
        }
        if (!Files.isWritable(folder)) {
            throw new InputException("the folder of " + file + " cannot be written to: change its permissions, or write"
                    + " elsewhere");
        }
    }
}
