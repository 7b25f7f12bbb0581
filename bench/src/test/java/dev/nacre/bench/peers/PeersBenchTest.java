package dev.nacre.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
    void aFullRunLeavesTableNumbersAndPicture() throws IOException {
        assertThat(run("--only", "float32: 512 x 512", "--out", folder.toString(), "--code", "abc", "--json"))
                .as(err.toString()).isZero();
        assertThat(Json.parse(out.toString()).items()).as("the array alone is on the screen").hasSize(2);
        assertThat(folder).isDirectoryContaining("regex:.*/peers-[0-9-]+[.]md")
                .isDirectoryContaining("regex:.*/peers-[0-9-]+-roofline[.]svg");
        assertThat(written(".md")).contains("| code | abc |", "| GEMM float32: 512 x 512 x 512 | ms |", ".svg)");
        assertThat(written(".svg")).contains("float32 limit", "<circle", "</svg>");
        Json json = Json.parse(written(".json"));
        assertThat(json.get("rows").items()).hasSize(2);
        assertThat(json.get("sides").text()).startsWith("Nacre, Java").endsWith("beside nobody");
    }

    private String written(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Files.readString(files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow());
        }
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
