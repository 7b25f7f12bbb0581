package dev.nacre.core.io.file;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import java.nio.file.Path;

/**
 * How a file is refused: in one sentence that names the file, the format that was expected, what is wrong and where.
 *
 * @param file   the path that was opened
 * @param format what it should have been, such as {@code PyTorch file}
 */
public record Refusal(Path file, String format) {
    private static final int EXCERPT = 120;

    /** The file is damaged: fetching or writing it again may help. */
    public CheckpointException damaged(String what) {
        return new CheckpointException(
                file + " is not a usable " + format + ": " + what + "; fetch or write the file again.");
    }

    /** The file may be whole, and is still not read. */
    public CheckpointException unsupported(String what, String remedy) {
        return new CheckpointException(file + " is not a usable " + format + ": " + what + "; " + remedy + ".");
    }

    /** Quoted, cut, and without control characters: a hostile name must not reach a terminal as it is. */
    public static String shown(String text) {
        return new Json.Text(text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…").toString();
    }
}
