package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhantomCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void aSetIsWrittenAndRead() throws IOException {
        Path set = directory.resolve("set");
        assertThat(nacre("phantom", "--out", set, "--patients", 3, "--height", 140, "--seed", 4,
                "--missing-views", 0, "--compression", "none")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("3 women with", "a minute", "not for diagnosis",
                "nacre data check phantom " + set, "--table " + set.resolve("train.csv")).contains("exams, ");
        assertThat(Files.readAllLines(set.resolve("train.csv"))).hasSize(7);
        assertThat(Files.readAllLines(set.resolve("views.csv")).get(1)).contains(",140,84,");
        assertThat(nacre("data", "check", "phantom", set)).as(err.toString()).isZero();
        assertThat(out.toString()).doesNotContain("phantom-0000");
        assertThat(nacre("phantom", "--out", set, "--patients", 3)).isEqualTo(2);
        assertThat(err.toString()).contains("is not empty: give a new folder").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"--mass, 1.5, 'the share of breasts with a mass is 1.5'", "--height, 64, '64 x 38'",
        "--priors, -1, 'earlier exams is -1.0'", "--visibility, 0, 'the visibility is 0.0'",
        "--patients, 0, 'there are 0 patients'", "--test-patients, 100, 'are to be held out'",
        "--threads, 0, '0 threads'", "--compression, zip, '--compression'"})
    void whatMakesNoSenseEndsWithOneSentence(String option, String value, String sentence) {
        assertThat(nacre("phantom", "--out", directory.resolve("never"), option, value)).isEqualTo(2);
        assertThat(err.toString()).contains(sentence).doesNotContain("Exception");
        assertThat(directory.resolve("never")).doesNotExist();
    }

    private int nacre(Object... arguments) {
        return Nacre.run(Nacre.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }
}
