package dev.nacre.bench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TokenizerBenchTest {
    @TempDir
    private Path directory;

    private String run(String... options) {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new TokenizerBench()).setOut(new PrintWriter(out)).execute(options);
        assertThat(code).isZero();
        return out.toString();
    }

    @Test
    void saysHowManyTokensASecondAreMade() throws IOException {
        Path vocabulary = Files.writeString(directory.resolve("vocab.txt"),
                "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nmass\nno\n");
        Path texts = Files.writeString(directory.resolve("texts.txt"), "No mass\n\nno no mass\n");
        assertThat(run(vocabulary.toString(), "--text", texts.toString(), "--seconds", "1"))
                .contains("WordPieceTokenizer: 7 ids", "texts: 2, 1.9 characters a token", "passes of 9 tokens");
    }

    @Test
    void reportsAreManifoldAndTheSameEveryTime() {
        assertThat(ReportTexts.english()).hasSize(2_000).isEqualTo(ReportTexts.english());
        assertThat(new HashSet<>(ReportTexts.english())).hasSizeGreaterThan(1_500);
        assertThat(ReportTexts.english().getFirst()).hasSizeGreaterThan(200);
    }
}
