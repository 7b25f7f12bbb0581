package dev.nacre.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.bench.gpu.GpuCase.Limit;
import dev.nacre.bench.peers.Work;
import dev.nacre.bench.peers.Work.Transposed;
import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.io.Json;
import dev.nacre.kernels.cuda.CudaBackend;
import dev.nacre.kernels.cuda.loader.CudaLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmark of GPUs on a stand-in for one, at sizes that mean nothing. */
class CudaBenchTest {
    private static final String STAND_IN = "cuda-stand-in";
    private static final Effort ONCE = new Effort(1, 3, 0, 0);
    private static final GpuBench.Plan TINY = new GpuBench.Plan(new GpuCases.Sizes(1024, List.of(8, 16), 0.03, 1,
            List.of(8, 16), 32, List.of(1, 2), List.of("tiny"), 0), ONCE, 3, "tiny", 32, 32);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void needsACompiler() {
        Assumptions.assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(bin ->
                Files.isExecutable(Path.of(bin, "g++"))), "needs g++, which is not on the PATH");
    }

    private int run(String... arguments) {
        return new CommandLine(new GpuBench(TINY)).setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return 2;
                }).execute(arguments);
    }

    private Json written() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            assertThat(all).hasSize(2).first().asString().endsWith(".json");
            assertThat(all.get(1)).content().contains("| work | ms (range) |");
            return Json.parse(Files.readString(all.getFirst()));
        }
    }

    @Test
    void linesHaveRatesAndTheirShareOfTheLimitsOfThisRun() throws IOException {
        assertThat(run("--device", STAND_IN, "--alone", "--only", "GEMM float32", "--out", folder.toString(),
                "--code", "abc")).as(err.toString()).isZero();
        Json json = written();
        assertThat(json.get("code").text()).isEqualTo("abc");
        assertThat(json.get("limits").get("float32").decimal()).isPositive();
        List<Json> rows = json.get("rows").items();
        assertThat(rows).hasSize(2);
        assertThat(rows.stream().mapToDouble(row -> row.get("share").decimal()).max()).hasValue(1);
        assertThat(rows.getFirst().get("ours").get("seconds").get("samples").whole()).isEqualTo(3);
        // Both factors and one product of 16 x 16, each in blocks of 256 bytes.
        assertThat(rows.getFirst().get("ours").get("bytes").whole()).isBetween(3 * 1024L, 8 * 1024L);
        assertThat(rows.getFirst().get("eager")).isEqualTo(Json.NULL);
    }

    @Test
    void thePeerStandsBesideUsWithItsMemoryAndRatios() throws IOException {
        Path python = Files.writeString(folder.resolve("python"), """
                #!/bin/sh
                while read -r line; do
                  case $line in
                    *about*) echo '{"name": "a fake"}' ;;
                    *compiled*) echo '{"error": "cannot compile"}' ;;
                    *time*) echo '{"seconds": [1000.0]}' ;;
                    *memory*) echo '{"bytes": 1048576}' ;;
                    *) echo '{}' ;;
                  esac
                done
                """);
        assertThat(python.toFile().setExecutable(true)).isTrue();
        Path results = Files.createDirectories(folder.resolve("results"));
        assertThat(run("--device", STAND_IN, "--python", python.toString(), "--only", "copy", "--out",
                results.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).contains("beside a fake", "1.000e+06 (1.000e+06 to 1.000e+06), 1 MiB");
        assertThat(run("--device", STAND_IN, "--python", python.toString(), "--only",
                "TINY inference 45x27 float32, batch 1")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Python says: cannot compile");
    }

    @Test
    void aCapturedStepTellsForHowLongTheHostIsBusy() throws IOException {
        assertThat(run("--device", STAND_IN, "--alone", "--only", "captured steps", "--out", folder.toString()))
                .as(err.toString()).isZero();
        Json layers = written().get("captured").items().getFirst();
        assertThat(layers.get("name").text()).contains("24 layers");
        assertThat(layers.get("host_seconds").get("median").decimal()).isPositive();
        assertThat(layers.get("goal").decimal()).isEqualTo(50e-6);
    }

    private static List<GpuRow> rows(GpuCase... cases) {
        Device device = new Device(STAND_IN, 0);
        GpuRun run = new GpuRun(device, (CudaBackend) Backends.of(device), null, ONCE, Double.POSITIVE_INFINITY);
        for (GpuCase one : cases) {
            run.measure(one, row -> { });
        }
        run.close();
        return run.rows();
    }

    private static GpuCase network(int batch, int height) {
        return GpuCase.plain("tiny, batch " + batch, Work.of(Work.MODEL, DType.FLOAT32).with("name", "tiny")
                .with("height", height).with("width", height).with("batch", batch).with("training", false)
                .with("recomputing", false), Limit.NONE, batch);
    }

    @Test
    void whatHasNoKernelIsSkippedAndSaid() {
        GpuRow row = rows(GpuCase.plain("products", Work.product(DType.FLOAT64, 8, 8, 8, Transposed.NONE),
                Limit.FLOAT32, 1)).getFirst();
        assertThat(row.ours().remark()).startsWith("skipped: matmul(float64[8, 8], float64[8, 8]) has no kernel");
        assertThat(row.markdown(Map.of())).contains("skipped: matmul");
    }

    /** Tensor cores serve where the operation rounds; numbers that lie rounded may be widened first. */
    @Test
    void productsOfBfloat16AreMeasuredAsNetworksHaveThem() {
        List<GpuRow> rows = rows(GpuCase.plain("products", Work.product(DType.BFLOAT16, 8, 8, 8, Transposed.NONE),
                Limit.BFLOAT16, 1), GpuCase.plain("gradient", Work.of(Work.CONVOLUTION, DType.BFLOAT16)
                .with("batch", 1).with("height", 8).with("width", 8).with("in", 8).with("out", 8).with("kernel", 3)
                .with("stride", 1).with("groups", 1).with("part", "input"), Limit.BFLOAT16, 1));
        assertThat(rows).allSatisfy(row -> assertThat(row.ours().isMeasured()).as(row.ours().remark()).isTrue());
    }

    /** The stand-in has 1 GiB; 128 pictures of 1000 x 1000 in three colours have more. */
    @Test
    void batchesThatHaveNoMemoryEndTheirNetworkAndNothingElse() {
        List<GpuRow> rows = rows(network(128, 1000), network(256, 1000), GpuCase.plain("copy",
                Work.of(GpuWork.COPY, DType.FLOAT32).with("elements", 64), Limit.COPY, 512));
        assertThat(rows.getFirst().ours().remark()).startsWith("out of memory: device memory is used up");
        assertThat(rows.get(1).ours().remark()).isEqualTo("not tried: a smaller batch had no memory");
        assertThat(rows.get(2).ours().isMeasured()).isTrue();
    }

    @Test
    void whenTheTimeIsOverTheRestIsSaidToBeMissing() {
        assertThat(run("--device", STAND_IN, "--alone", "--minutes", "1e-9", "--only", "GEMM")).isZero();
        assertThat(out.toString().lines().filter(line -> line.contains("not measured: the time was over"))).hasSize(4);
    }

    @Test
    void mistakesAreOneSentence() {
        assertThat(run("--device", "cpu")).isEqualTo(2);
        assertThat(err.toString()).contains("--device is cpu, which is no GPU");
        assertThat(run("--only", "no such line")).isEqualTo(2);
        assertThat(run("--minutes", "0")).isEqualTo(2);
        assertThat(run("--device", STAND_IN, "--python", "/no/such/python")).isEqualTo(2);
        assertThat(err.toString()).contains("no Python whose torch sees the GPU");
    }

    @Test
    void withoutAGpuItSaysWhyAndWhatToDo() {
        String reason = CudaLoader.here().look().unavailable();
        Assumptions.assumeFalse(reason.isEmpty(), "a GPU serves here");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("--device is cuda, which cannot serve here: " + reason);
    }
}
