package dev.nacre.mammo.data.sets;

import dev.nacre.nn.InputException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/** Sentences about pictures of a set: told by where they stand in it, since the name of a file may be a patient's. */
public final class PictureMistakes {
    private PictureMistakes() {
    }

    /**
     * What an action gives.
     *
     * @param records whose files the action reads
     * @throws InputException that the action threw; where it names a file, table and line stand for it
     */
    public static <T> T byPlace(Collection<SetRecord> records, Supplier<T> action) {
        try {
            return action.get();
        } catch (InputException mistake) {
            // The longest, since one file's path may begin another's.
            Optional<SetRecord> told = records.stream().filter(record -> mistake.getMessage().contains(path(record)))
                    .max(Comparator.comparingInt(record -> path(record).length()));
            throw told.map(record -> new InputException(mistake.getMessage().replace(path(record), "("
                    + record.place() + ")"), mistake)).orElse(mistake);
        }
    }

    private static String path(SetRecord record) {
        return record.file().toString();
    }
}
