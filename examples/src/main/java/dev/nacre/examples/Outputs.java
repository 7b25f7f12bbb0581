package dev.nacre.examples;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Checks before work starts that a result can be written. */
public final class Outputs {
    /** Stands beside everything that is shown about a patient. */
    public static final String NOTE = "research use, not for diagnosis";

    private Outputs() {
    }

    /** A folder that a command is going to make, with those around it, or that is there and empty. */
    public static void checkNewFolder(Path folder) {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new InputException("the folder " + folder + " is not empty: give a new folder, so that no run"
                            + " overwrites another");
                }
            } catch (IOException unreadable) {
                throw new InputException("the folder " + folder + " cannot be read: check its permissions", unreadable);
            }
        }
        Path place = folder.toAbsolutePath();
        while (place != null && !Files.exists(place)) {
            place = place.getParent();
        }
        if (place == null || !Files.isDirectory(place)) {
            throw new InputException("the folder " + folder + " cannot be made, since " + place + " is a file: give"
                    + " another folder");
        }
        if (!Files.isWritable(place)) {
            throw new InputException("the folder " + folder + " cannot be made, since " + place + " may not be written"
                    + " to: change its permissions, or give another folder");
        }
    }

    /** An error now is better than one after an hour of work. */
    public static void checkWritable(Path file) {
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
