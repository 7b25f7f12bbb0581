package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselinesCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void figuresForPeopleAndForPrograms() {
        Path set = set(10, 0.5);
        assertThat(nacre("bench", "baselines", set, "--replicates", 20)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("20 breasts of 10 patients, 40 pictures", "mass: ", "calcification: ",
                "white top-hat", "blob filter", "not for diagnosis").doesNotContain("phantom-0000");
        assertThat(out.toString().lines().toList().getLast()).startsWith("Best of all: mass ").contains("0.75");
        out.getBuffer().setLength(0);
        assertThat(nacre("bench", "baselines", set, "--replicates", 20, "--json")).isZero();
        Json figures = Json.parse(out.toString());
        assertThat(figures.get("patients").whole()).isEqualTo(10);
        double area = figures.get("mass").get("best_area").decimal();
        assertThat(area).isBetween(0.5, 1.0);
        assertThat(figures.get("mass").get("within_limit").truth()).isEqualTo(area <= 0.75);
    }

    @Test
    void mistakesAreOneSentence() {
        assertThat(nacre("bench", "baselines", directory.resolve("none"))).isEqualTo(2);
        assertThat(err.toString()).contains("none").hasLineCount(1);
        err.getBuffer().setLength(0);
        assertThat(nacre("bench", "baselines", set(2, 0))).isEqualTo(2);
        assertThat(err.toString()).contains("0 of the 2 breasts of one half of the patients have the label 'mass'")
                .hasLineCount(1);
        err.getBuffer().setLength(0);
        assertThat(nacre("bench", "baselines", directory, "--threads", 0)).isEqualTo(2);
        assertThat(err.toString()).contains("0 threads").hasLineCount(1);
    }

    private Path set(int patients, double share) {
        Path set = directory.resolve("set");
        assertThat(nacre("phantom", "--out", set, "--patients", patients, "--height", 128, "--width", 80, "--seed", 5,
                "--missing-views", 0, "--priors", 0, "--mass", share, "--calcification", share, "--compression",
                "none")).as(err.toString()).isZero();
        out.getBuffer().setLength(0);
        return set;
    }

    private int nacre(Object... arguments) {
        return Nacre.run(Nacre.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }
}
