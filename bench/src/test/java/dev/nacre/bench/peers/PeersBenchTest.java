package dev.nacre.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PeersBenchTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new PeersBench(List.of("no-such-python"))).setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err)).setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return 2;
                }).execute(arguments);
    }

    @Test
    void withoutAPythonOurColumnIsPrintedAndWhatIsMissingIsSaid() throws IOException {
        Path file = folder.resolve("rows.json");
        assertThat(run("--quick", "--only", "float32: 512 x 512", "--threads", "1", "--json", file.toString()))
                .as(err.toString()).isZero();
        assertThat(err.toString()).contains("No Python with torch was found (no-such-python)", "--python PATH");
        assertThat(out.toString().lines()).hasSize(4).anyMatch(line ->
                line.startsWith("| GEMM float32: 512 x 512 x 512 | ms | ") && line.endsWith(" |  |  | 0.80 |  |"));
        List<Json> rows = Json.parse(Files.readString(file)).items();
        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row.fields().keySet()).containsExactly("name", "unit", "ours", "peer", "ratio", "goal");
            assertThat(row.get("ours").decimal()).isPositive();
            assertThat(row.get("ratio")).isEqualTo(Json.NULL);
        });
    }

    @Test
    void aPythonThatWasNamedMustBeOne() {
        assertThat(run("--python", "/no/such/python")).isEqualTo(2);
        assertThat(err.toString()).contains("/no/such/python is no Python with torch");
    }

    @Test
    void linesThatDoNotExistAreRefusedBeforeAnythingRuns() {
        assertThat(run("--quick", "--only", "no such line")).isEqualTo(2);
        assertThat(err.toString()).contains("no line's name contains \"no such line\"");
        assertThat(run("--threads", "100000")).isEqualTo(2);
    }
}
