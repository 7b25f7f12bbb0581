package dev.nacre.examples;

import dev.nacre.mammo.prepare.Identifiers;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A file that a command works on.
 *
 * @param path of the file
 * @param shownName the path as it may be shown: as it was given, or, where it was found in a folder, without parts
 *     that identify the patient
 */
public record FoundFile(Path path, String shownName) {
    /** Stands for what is not shown. */
    public static final String MASKED = "(masked)";

    /** A file that a person named. */
    public static FoundFile given(Path path) {
        return new FoundFile(path, path.toString());
    }

    /** A file in a folder that a person named, or below it. */
    public static FoundFile inside(Path folder, Path file) {
        Identifiers identifiers = MammogramReader.identifiers(file);
        StringBuilder name = new StringBuilder(folder.toString());
        for (Path part : folder.relativize(file)) {
            name.append('/').append(identifiers.occurIn(part.toString()) ? MASKED : part.toString());
        }
        return new FoundFile(file, name.toString());
    }

    /** What an action gives; a sentence about this file names it as it may be shown. */
    public static <T> T named(Iterable<FoundFile> files, Supplier<T> action) {
        try {
            return action.get();
        } catch (InputException mistake) {
            for (FoundFile file : files) {
                if (mistake.getMessage().contains(file.path.toString())) {
                    throw new InputException(mistake.getMessage().replace(file.path.toString(), file.shownName),
                            mistake);
                }
            }
            throw mistake;
        }
    }
}
