package dev.nacre.mammo.data;

import dev.nacre.nn.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The image–text table of Mammo-CLIP's pre-training: one row per breast with the columns {@code patient_id,
 * laterality, CC, MLO, text, fold} and, where there are, {@code view} and {@code text_augment}; other columns are not
 * read. {@code CC, MLO, view, text} and {@code text_augment} hold Python list literals.
 *
 * <p>Two things differ from the published code. A blank section is dropped together with its rewording, instead of
 * being shown to the model as an empty caption. Rows that cannot be used are an error, instead of being
 * filled with zeros.
 *
 * @param file where the table was read
 * @param breasts the rows, in order
 */
public record PretrainingTable(Path file, List<Breast> breasts) {
    /** Copies the list. */
    public PretrainingTable {
        breasts = List.copyOf(breasts);
    }

    /**
     * Reads a table and checks all of it.
     *
     * @param table a CSV file in UTF-8
     * @param pictures the directory against which the paths in the table are resolved
     * @throws InputException if the table or one of its pictures is missing, or a row cannot be used; the message names
     *     the file, the line, the column and what to do
     */
    public static PretrainingTable read(Path table, Path pictures) {
        if (!Files.isDirectory(pictures)) {
            throw new InputException("the picture directory " + pictures + " does not exist or is not a directory:"
                    + " give the directory against which the paths in " + table + " are meant");
        }
        return read(table, pictures, file -> Optional.of(file).filter(Files::isRegularFile));
    }

    /**
     * As {@link #read(Path, Path)} for pictures that need not be files.
     *
     * @param root against which the paths in the table are resolved
     * @param find the picture of such a path, if there is one
     */
    public static PretrainingTable read(Path table, Path root, Function<Path, Optional<Path>> find) {
        return new PretrainingTableReader(table, root, find).read();
    }

    /**
     * The rows to train on: all but those of one fold.
     *
     * @throws InputException if that leaves none
     */
    public List<Breast> training(int validationFold) {
        List<Breast> rows = breasts.stream().filter(breast -> breast.fold() != validationFold).toList();
        if (rows.isEmpty()) {
            throw new InputException(file + ": every row has fold " + validationFold + ", which is the validation fold,"
                    + " so nothing is left to train on; choose another validation fold or correct the column fold");
        }
        return rows;
    }

    /** The rows to validate on: those of one fold; may be empty. */
    public List<Breast> validation(int fold) {
        return breasts.stream().filter(breast -> breast.fold() == fold).toList();
    }

    /** Every different section and rewording, in order of appearance: what a vocabulary is learned from. */
    public Set<String> texts() {
        return new PretrainingRows(breasts, List.of()).texts();
    }

    /** Every different picture, in order of appearance. */
    public Set<Path> pictures() {
        return new PretrainingRows(breasts, List.of()).pictures();
    }
}
