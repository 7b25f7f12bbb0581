package dev.nacre.examples;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the report that a person names. */
public final class ReportFile {
    private ReportFile() {
    }

    /** The text. @throws InputException if it is missing, unreadable or no UTF-8 */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new InputException("the report " + file + " does not exist: give the path of a text file", missing);
        } catch (CharacterCodingException encoding) {
            throw new InputException("the report " + file + " is not UTF-8 text: save it in UTF-8", encoding);
        } catch (IOException unreadable) {
            throw new InputException("the report " + file + " cannot be read: check that it is a file, and its"
                    + " permissions", unreadable);
        }
    }
}
