package dev.nacre.nn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
    @TempDir
    Path directory;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Vocabulary written = Vocabulary.of(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "é", "##日"));
        Path file = directory.resolve("vocab.txt");
        written.write(file);
        assertThat(Files.readString(file)).isEqualTo("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\né\n##日\n");
        assertThat(Vocabulary.read(file)).isEqualTo(written);
        assertThat(Vocabulary.read(file).id("##日")).isEqualTo(6);
    }

    @Test
    void lineEndsOfWindowsAreAccepted() throws IOException {
        Path file = write("[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\n[MASK]\r\nmass\r\n");
        assertThat(Vocabulary.read(file).token(5)).isEqualTo("mass");
    }

    @Test
    void errorsNameTheFileTheLineAndWhatToDo() throws IOException {
        Path missing = directory.resolve("nowhere.txt");
        assertRefused(missing, "nowhere.txt", "does not exist", "vocab.txt");
        assertRefused(directory, "cannot be read");
        assertRefused(write(""), "is empty");
        assertRefused(write("[PAD]\n[CLS]\n[SEP]\nmass\n"), "[[UNK], [MASK]]", "WordPiece");
        assertRefused(write("[PAD]\n[UNK]\nmass\n[CLS]\nmass\n"), "line 5", "'mass'", "line 3");
        assertRefused(write("[PAD]\n\n[UNK]\n"), "line 2", "empty");
        Path binary = directory.resolve("binary.txt");
        Files.write(binary, "é".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(binary, "not UTF-8");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("vocab.txt"), content);
    }

    private static void assertRefused(Path file, String... parts) {
        assertThatThrownBy(() -> Vocabulary.read(file)).isInstanceOf(InputException.class)
                .hasMessageContainingAll(Stream.concat(Stream.of(file.getFileName().toString()), Stream.of(parts))
                        .toArray(String[]::new));
    }
}
