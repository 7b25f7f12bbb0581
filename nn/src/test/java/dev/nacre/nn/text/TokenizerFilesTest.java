package dev.nacre.nn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerFilesTest {
    private static final String VOCABULARY = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nmass\n";

    @TempDir
    Path directory;

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    @Test
    void aVocabularyIsLowerCasedUnlessTheFileBesideItSaysOtherwise() throws IOException {
        Path vocabulary = write("vocab.txt", VOCABULARY);
        assertThat(Tokenizer.read(vocabulary).encode("Mass", 9)).containsExactly(2, 5, 3);
        write("tokenizer_config.json", "{\"model_max_length\": 512, \"strip_accents\": null}");
        assertThat(Tokenizer.read(directory).encode("Mass", 9)).containsExactly(2, 5, 3);
        write("tokenizer_config.json", "{\"do_lower_case\": false}");
        assertThat(Tokenizer.read(directory).encode("Mass mass", 9)).containsExactly(2, 1, 5, 3);
        assertThat(Tokenizer.read(vocabulary)).isInstanceOfSatisfying(WordPieceTokenizer.class,
                tokenizer -> assertThat(tokenizer.lowerCase()).isFalse());
        write("tokenizer_config.json", "{\"do_lower_case\": true, \"strip_accents\": false}");
        assertThatThrownBy(() -> Tokenizer.read(directory)).isInstanceOf(InputException.class)
                .hasMessageContaining("accents");
        write("tokenizer_config.json", "{\"do_lower_case\": 3}");
        assertThatThrownBy(() -> Tokenizer.read(directory)).isInstanceOf(InputException.class)
                .hasMessageContaining("tokenizer_config.json cannot be used");
    }

    @Test
    void ofADirectoryTheTokenizerJsonIsPreferred() throws IOException {
        write("vocab.txt", VOCABULARY);
        write("tokenizer.json", TinyTokenizer.file().toString());
        assertThat(Tokenizer.read(directory).encode("Mass", 9)).containsExactly(0, 7, 9);
    }

    @Test
    void bothKindsAreReadBackFromAModel() throws IOException {
        Tokenizer published = Tokenizer.read(write("tokenizer.json", TinyTokenizer.file().toString()));
        Tokenizer bert = Tokenizer.read(write("vocab.txt", VOCABULARY));
        assertThat(Tokenizer.fromJson(published.toJson()).encode("Mass", 9)).containsExactly(0, 7, 9);
        assertThat(Tokenizer.fromJson(bert.toJson()).encode("Mass", 9)).containsExactly(2, 5, 3);
        Json.Fields other = Json.object().with("kind", "sentencepiece");
        assertThatThrownBy(() -> Tokenizer.fromJson(other)).isInstanceOf(InputException.class)
                .hasMessageContaining("'sentencepiece'");
    }

    @Test
    void mistakesGetASentence() throws IOException {
        assertThatThrownBy(() -> Tokenizer.read(directory)).isInstanceOf(InputException.class)
                .hasMessageContaining("neither tokenizer.json nor vocab.txt");
        assertThatThrownBy(() -> Tokenizer.read(directory.resolve("none.json"))).isInstanceOf(InputException.class)
                .hasMessageContaining("none.json does not exist");
        Path damaged = write("tokenizer.json", "{\"version\": ");
        assertThatThrownBy(() -> Tokenizer.read(damaged)).isInstanceOf(InputException.class)
                .hasMessageContaining("tokenizer.json is no tokenizer.json: ");
        Path binary = Files.write(directory.resolve("tokenizer.json"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertThatThrownBy(() -> Tokenizer.read(binary)).isInstanceOf(InputException.class)
                .hasMessageContaining("not UTF-8");
    }
}
