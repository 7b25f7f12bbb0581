package dev.nacre.nn.text;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a JSON file that someone else wrote. */
final class JsonFile {
    /** Twice the largest tokenizer.json that is known to be published. */
    private static final long LARGEST = 64L << 20;

    private JsonFile() {
    }

    /** @throws InputException if the file is missing, too large or no text */
    static String text(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new InputException(file + " has " + size + " bytes; JSON of more than " + LARGEST
                        + " bytes is not read");
            }
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new InputException(file + " does not exist: give the path of a tokenizer.json, of a BERT vocab.txt, "
                    + "or of a folder that holds one", missing);
        } catch (CharacterCodingException encoding) {
            throw new InputException(file + " is not UTF-8 text, so it is no JSON", encoding);
        } catch (IOException unreadable) {
            throw new InputException(file + " cannot be read: check that it is a file and its permissions",
                    unreadable);
        }
    }
}
