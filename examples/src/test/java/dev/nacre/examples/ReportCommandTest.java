package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code report}: what it prints, and what it keeps to itself. */
class ReportCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysWhatEachSentenceSaysWithoutItsText() throws IOException {
        Path report = write("HISTORY: Mrs. Zwetschge. FINDINGS: New oval mass in the left upper outer quadrant."
                + " Possible distortion on the right. Ultrasound shows a cyst. Density C. IMPRESSION: BI-RADS 4b left,"
                + " suspicious.");
        assertThat(nacre("report", report)).as(err.toString()).isZero();
        assertThat(out.toString().lines()).containsExactly(
                "section,sentence,what,presence,sides,attributes,places,change,leaks",
                "findings,2,mass,present,left,oval,upper outer,new,",
                "findings,3,distortion,possible,right,,,,",
                "findings,4,mass,present,,,,,ultrasound",
                "findings,5,density C,,,,,,",
                "impression,6,BI-RADS 4b,,left,,,,",
                "impression,6,suspicious,,,,,,");
        out.getBuffer().setLength(0);
        assertThat(nacre("report", report, "--text")).isZero();
        assertThat(out.toString()).contains("places,change,leaks,text",
                "\"BI-RADS 4b left, suspicious\"").doesNotContain("Zwetschge");
    }

    @Test
    void otherLanguagesAreNamed() throws IOException {
        assertThat(nacre("report", "--language", "dutch", write("Links een massa. Rechts categorie 2."))).isZero();
        assertThat(out.toString().lines()).contains("other,1,mass,present,left,,,,", "other,2,BI-RADS 2,,right,,,,");
    }

    @Test
    void whatCannotBeReadGetsOneSentence() throws IOException {
        assertThat(nacre("report", directory.resolve("none.txt"))).isEqualTo(2);
        assertThat(nacre("report", directory)).isEqualTo(2);
        Path latin = Files.write(directory.resolve("latin.txt"), "n\u00F3dulo".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(nacre("report", latin)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(3).allMatch(line -> line.contains("the report "));
        assertThat(err.toString()).contains("does not exist", "cannot be read", "is not UTF-8 text");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("report.txt"), text);
    }

    private int nacre(Object... arguments) {
        return Nacre.run(Nacre.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }
}
