package dev.nacre.nn.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The vocabulary of bert-base-cased. It is data beside the project; of its 28,996 tokens, the test resources hold the
 * few hundred that the golden rows need, with their ids.
 */
final class BertCasedVocabulary {
    private static final int SIZE = 28_996;
    private static final String FILE = "data/microsoft-BlingFire/bert-base-cased-vocab.txt";
    private static final List<Path> PLACES = Stream.of(System.getProperty("nacre.golden", "") + "/..", "../shared",
            "../../shared").map(folder -> Path.of(folder, FILE)).toList();

    private BertCasedVocabulary() {
    }

    /** All of it, where it lies beside the project. */
    static Optional<Vocabulary> whole() {
        return PLACES.stream().filter(Files::exists).findFirst().map(Vocabulary::read);
    }

    /** The kept tokens at their ids; at all others, what no text can spell. */
    static Vocabulary kept() {
        List<String> tokens = new ArrayList<>(SIZE);
        for (int id = 0; id < SIZE; id++) {
            tokens.add("[left out " + id + "]");
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                BertCasedVocabulary.class.getResourceAsStream("bert-cased-part.txt"), StandardCharsets.UTF_8))) {
            lines.lines().map(line -> line.split(" ", 2)).forEach(
                    line -> tokens.set(Integer.parseInt(line[0]), line[1]));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Vocabulary.of(tokens);
    }
}
