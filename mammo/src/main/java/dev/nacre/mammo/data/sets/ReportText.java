package dev.nacre.mammo.data.sets;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reports in text files whose encoding a set does not state. */
final class ReportText {
    private ReportText() {
    }

    /** As UTF-8 or, where it is none, as Latin-1; without the space around it. */
    static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
        } catch (CharacterCodingException another) {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        }
    }
}
