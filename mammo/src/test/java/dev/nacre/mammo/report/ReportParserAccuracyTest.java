package dev.nacre.mammo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How often the parser is right on sentences written for the tests; even sentences were held back in tuning. */
class ReportParserAccuracyTest {
    /** Whether to print what is read wrongly of the sentences that serve to tune; for whoever changes a table. */
    private static final boolean SHOW = Boolean.getBoolean("nacre.reports.show");

    private static final class Counts {
        private int right;
        private int found;
        private int expected;

        double precision() {
            return found == 0 ? 1 : (double) right / found;
        }

        double recall() {
            return expected == 0 ? 1 : (double) right / expected;
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void thereAreTwoHundredSentences(Language language) throws IOException {
        assertThat(WrittenSentence.read(language)).extracting(WrittenSentence::text).doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"DUTCH, 0.98, 0.98", "PORTUGUESE, 0.98, 0.98", "CHINESE, 0.98, 0.97", "ENGLISH, 0.97, 0.98",
            "SPANISH, 0.98, 0.98"})
    void heldBackSentencesAreReadWell(Language language, double precision, double recall) throws IOException {
        List<WrittenSentence> sentences = WrittenSentence.read(language);
        print(language, "tuned", count(language, sentences, false));
        Map<String, Counts> counts = count(language, sentences, true);
        print(language, "held back", counts);
        assertThat(counts.get("all").precision()).isGreaterThanOrEqualTo(precision);
        assertThat(counts.get("all").recall()).isGreaterThanOrEqualTo(recall);
    }

    @ParameterizedTest
    @CsvSource({"DUTCH, 0.97, 0.94", "PORTUGUESE, 0.97, 0.90", "CHINESE, 0.98, 0.92", "ENGLISH, 0.98, 0.90",
            "SPANISH, 0.97, 0.87"})
    void otherWordingIsReadLessWell(Language language, double precision, double recall) throws IOException {
        List<WrittenSentence> fresh = WrittenSentence.read("fresh-" + language.code() + ".txt");
        print(language, "fresh", count(language, fresh, false));
        Map<String, Counts> counts = count(language, fresh, true);
        print(language, "fresh held back", counts);
        assertThat(counts.get("all").precision()).isGreaterThanOrEqualTo(precision);
        assertThat(counts.get("all").recall()).isGreaterThanOrEqualTo(recall);
    }

    private static Map<String, Counts> count(Language language, List<WrittenSentence> sentences, boolean heldBack) {
        ReportParser parser = new ReportParser(language);
        Map<String, Counts> counts = new TreeMap<>();
        for (WrittenSentence sentence : sentences) {
            if (sentence.heldBack() == heldBack) {
                List<String> found = WrittenSentence.keys(parser.parse(sentence.text()));
                List<String> missing = new ArrayList<>(sentence.keys());
                List<String> extra = new ArrayList<>();
                found.forEach(key -> count(counts, key).forEach(c -> c.found++));
                sentence.keys().forEach(key -> count(counts, key).forEach(c -> c.expected++));
                for (String key : found) {
                    if (missing.remove(key)) {
                        count(counts, key).forEach(c -> c.right++);
                    } else {
                        extra.add(key);
                    }
                }
                if (SHOW && !heldBack && !(missing.isEmpty() && extra.isEmpty())) {
                    System.out.printf("%s %d %s%n   missing %s extra %s%n", language.code(), sentence.number(),
                            sentence.text(), missing, extra);
                }
            }
        }
        return counts;
    }

    private static List<Counts> count(Map<String, Counts> counts, String key) {
        return List.of(counts.computeIfAbsent(key.substring(0, key.indexOf(' ')), kind -> new Counts()),
                counts.computeIfAbsent("all", kind -> new Counts()));
    }

    private static void print(Language language, String half, Map<String, Counts> counts) {
        counts.forEach((kind, c) -> System.out.printf("%-10s %-15s %-9s precision %.3f recall %.3f of %d%n", language,
                half, kind, c.precision(), c.recall(), c.expected));
    }
}
