package dev.nacre.nn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.golden.Golden;
import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were damaged, or made to harm: each gives a tokenizer or one sentence, soon and in little memory. */
class DamagedTokenizerTest {
    private static final int DAMAGED = 1_500;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String[] ODD = {"null", "-1", "1e9", "[]", "{}", "\"\"", "true", "99999999999", "\"type\""};

    @TempDir
    Path directory;

    @Test
    void damagedBytesGiveATokenizerOrASentence() throws IOException {
        byte[] whole = Files.readAllBytes(Golden.file("tokenizer/byte-bpe.json"));
        Random random = new Random(5);
        int refused = 0;
        for (int count = 0; count < DAMAGED; count++) {
            byte[] damaged = whole.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                damaged[random.nextInt(damaged.length)] = (byte) (random.nextBoolean() ? random.nextInt(32, 127)
                        : random.nextInt(256));
            }
            Path file = Files.write(directory.resolve("damaged.json"), damaged);
            refused += isRefused(file) ? 1 : 0;
        }
        assertThat(refused).isBetween(DAMAGED / 4, DAMAGED);
    }

    @Test
    void everyValueMayBeAnything() throws IOException {
        for (Json file : replacements(TinyTokenizer.file())) {
            isRefused(Files.writeString(directory.resolve("odd.json"), file.toString()));
        }
    }

    private static boolean isRefused(Path file) {
        try {
            Tokenizer tokenizer = HuggingFaceTokenizer.read(file);
            Assertions.assertTimeout(SOON, () -> tokenizer.encode("No suspicious mass [SEP] in 2024.", 256));
            return false;
        } catch (InputException sentence) {
            assertThat(sentence).hasMessageStartingWith(file.toString());
            assertThat(sentence.getMessage()).hasSizeLessThan(600).doesNotContain("\n");
            return true;
        }
    }

    /** The same with each value in turn being something odd. */
    private static List<Json> replacements(Json json) {
        List<Json> all = new ArrayList<>();
        for (String odd : ODD) {
            all.add(Json.parse(odd));
        }
        switch (json) {
            case Json.Fields(Map<String, Json> fields) -> fields.forEach((key, value) -> {
                for (Json replacement : replacements(value)) {
                    Map<String, Json> changed = new LinkedHashMap<>(fields);
                    changed.put(key, replacement);
                    all.add(new Json.Fields(changed));
                }
            });
            case Json.Items(List<Json> items) -> {
                for (int index = 0; index < items.size(); index++) {
                    for (Json replacement : replacements(items.get(index))) {
                        List<Json> changed = new ArrayList<>(items);
                        changed.set(index, replacement);
                        all.add(new Json.Items(changed));
                    }
                }
            }
            default -> { }
        }
        return all;
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws IOException {
        Path file = directory.resolve("large.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(100L << 20);
        }
        assertThatThrownBy(() -> HuggingFaceTokenizer.read(file)).isInstanceOf(InputException.class)
                .hasMessageContaining("104857600 bytes");
    }

    @Test
    void lengthsThatWouldTakeForeverAreRefused() {
        Json words = TinyTokenizer.with("model", """
                {"type": "WordPiece", "unk_token": "?", "continuing_subword_prefix": "##",
                 "max_input_chars_per_word": 1000000, "vocab": {"?": 1}}""");
        assertThatThrownBy(() -> TinyTokenizer.of(words)).isInstanceOf(InputException.class)
                .hasMessageContaining("words of 1000000 characters; at most 250");
        Json added = TinyTokenizer.with("added_tokens", "[{\"id\": 1, \"content\": \"" + "a".repeat(2000) + "\"}]");
        assertThatThrownBy(() -> TinyTokenizer.of(added)).isInstanceOf(InputException.class)
                .hasMessageContaining("2000 characters");
        Json regex = TinyTokenizer.with("pre_tokenizer", "{\"type\": \"Split\", \"pattern\": {\"Regex\": \""
                + "a".repeat(20_000) + "\"}, \"behavior\": \"Isolated\"}");
        assertThatThrownBy(() -> TinyTokenizer.of(regex)).isInstanceOf(InputException.class)
                .hasMessageContaining("20000 characters");
    }

    @Test
    void manyStepsAndManyAddedTokensAreRefused() {
        String steps = String.join(", ", Collections.nCopies(60, "{\"type\": \"Lowercase\"}"));
        String nested = "{\"type\": \"Sequence\", \"normalizers\": [" + steps + "]}";
        Json many = TinyTokenizer.with("normalizer", "{\"type\": \"Sequence\", \"normalizers\": [" + nested + ", "
                + nested + "]}");
        assertThatThrownBy(() -> TinyTokenizer.of(many)).isInstanceOf(InputException.class)
                .hasMessageContaining("more than 100 steps");
        String tokens = IntStream.range(0, 600).mapToObj(id -> "{\"id\": " + (10 + id) + ", \"content\": \""
                + "a".repeat(990) + id + "\"}").collect(Collectors.joining(", ", "[", "]"));
        Json added = TinyTokenizer.with("added_tokens", tokens);
        assertThatThrownBy(() -> TinyTokenizer.of(added)).isInstanceOf(InputException.class)
                .hasMessageContaining("more than 500000 characters in all");
    }

    @Test
    void aTextThatGrowsWithoutEndIsStopped() {
        String step = "{\"type\": \"Replace\", \"pattern\": {\"String\": \"a\"}, \"content\": \"" + "a".repeat(50)
                + "\"}";
        Json growing = TinyTokenizer.with("normalizer", "{\"type\": \"Sequence\", \"normalizers\": ["
                + String.join(", ", Collections.nCopies(9, step)) + "]}");
        Tokenizer tokenizer = TinyTokenizer.of(growing);
        assertThatThrownBy(() -> tokenizer.encode("aaaaa", 9)).isInstanceOf(InputException.class)
                .hasMessageContaining("a text of 5 characters grow");
    }

    @Test
    void theLargestIdStillLeavesACount() {
        Json largest = TinyTokenizer.with("added_tokens", "[{\"id\": 2147483646, \"content\": \"x\"}]");
        assertThat(TinyTokenizer.of(largest).vocabularySize()).isEqualTo(Integer.MAX_VALUE);
        Json beyond = TinyTokenizer.with("added_tokens", "[{\"id\": 2147483647, \"content\": \"x\"}]");
        assertThatThrownBy(() -> TinyTokenizer.of(beyond)).isInstanceOf(InputException.class)
                .hasMessageContaining("2147483647 is not a number");
    }
}
