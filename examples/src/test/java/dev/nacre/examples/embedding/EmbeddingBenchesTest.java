package dev.nacre.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.examples.CommandLineRun;
import dev.nacre.examples.serve.MammographyService;
import dev.nacre.examples.serve.ServiceSettings;
import dev.nacre.mammo.Mammography;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load tests of which figures are published, for two seconds each. */
class EmbeddingBenchesTest {
    private static final String ALL_RIGHT = "Every answer is that of a call alone, bit for bit.";

    @TempDir
    private static Path directory;

    private static Path model;
    private static Path dicom;
    private static Path png;

    @BeforeAll
    static void write() throws IOException {
        EmbeddedFiles files = new EmbeddedFiles(directory);
        model = files.model();
        dicom = files.dicom(1);
        png = files.encoded("png");
    }

    @Test
    void sixtyFourThreadsOnOneModel() {
        CommandLineRun run = CommandLineRun.of("bench", "serve", "--model", model, "--pictures", dicom, png,
                "--seconds", 2);
        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.text()).contains("64 threads, ", ALL_RIGHT, "In the pool after closing: 0 bytes more");
        assertThat(row(run)[7].strip()).as("refusals").isEqualTo("0");
        assertThat(Integer.parseInt(row(run)[1].strip())).isGreaterThanOrEqualTo(64);
    }

    @Test
    void impatientCallersAreCounted() {
        CommandLineRun run = CommandLineRun.of("bench", "serve", "--model", model, "--pictures", dicom, "--seconds", 1,
                "--patience", 0, "--at-once", 1, "--tensors", "64m");
        assertThat(run.code()).as(run.text()).isZero();
        assertThat(Integer.parseInt(row(run)[7].strip())).as("refusals").isPositive();
        assertThat(run.text()).contains(ALL_RIGHT);
    }

    @Test
    void sixtyFourClientsOfAService() {
        ServiceSettings settings = new ServiceSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 32,
                1 << 20, 64 << 20, Duration.ofSeconds(5), false);
        try (Mammography loaded = Mammography.load(model);
                MammographyService service = MammographyService.start(loaded, List.of(), settings, line -> { })) {
            String url = "http://127.0.0.1:" + service.address().getPort() + "/";
            CommandLineRun run = CommandLineRun.of("bench", "serve", "--url", url, "--pictures", dicom, "--seconds", 2);
            assertThat(run.code()).as(run.text()).isZero();
            assertThat(run.text()).contains(ALL_RIGHT);
            CommandLineRun wrong = CommandLineRun.of("bench", "serve", "--url", url, "--pictures", model, "--seconds",
                    1);
            assertThat(wrong.code()).as(wrong.text()).isEqualTo(2);
            assertThat(wrong.text()).contains("status 4");
        }
    }

    @Test
    void theStartIsMeasuredWithJarsAlone() {
        CommandLineRun run = CommandLineRun.of("bench", "start", "--model", model, "--picture", dicom, "--repeats", 0);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.text()).contains("--repeats is 0");
    }

    /** Cells of the table's only row. */
    private static String[] row(CommandLineRun run) {
        List<String> table = run.text().lines().filter(line -> line.startsWith("| ")).toList();
        assertThat(table).as(run.text()).hasSize(2);
        return table.get(1).split("\\|");
    }
}
