package dev.nacre.examples.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.Json;
import dev.nacre.examples.CommandLineRun;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles for GPU hosts, without the minute that Java's own part takes, and what their script does and says. */
class CudaBundleTest {
    private static final String SERVES = "Backend  cuda for cuda: can serve";
    private static final String MISSING = "Backend  cuda for cuda: driver: libcuda.so.1 was not found. Install it.";
    private static final String WELL = ended(3, 3, 0);

    @TempDir
    private Path folder;

    @BeforeEach
    void needsLinux() {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux") && Files.isExecutable(Path.of(
                "/usr/bin/xz")) && Files.isExecutable(Path.of("/usr/bin/bash")), "needs Linux with bash and xz");
    }

    /** What a script said and left. */
    private record Ran(int code, String text, Path out) {
        Json json(String file) throws IOException {
            return Json.parse(Files.readString(out.resolve(file)));
        }
    }

    /** What JUnit says at its end. */
    private static String ended(int found, int successful, int skipped) {
        return "[         " + found + " tests found           ]\n[         " + skipped + " tests skipped         ]\n"
                + "[         " + successful + " tests successful      ]\n[         0 tests failed          ]";
    }

    /** A bundle whose Java says these things: as doctor, as tests, as benchmark. */
    private Path bundle(String doctor, String tests, String bench) throws IOException {
        Path work = Files.createDirectories(folder.resolve("work"));
        Path bin = Files.createDirectories(work.resolve("app/java/bin"));
        Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\ncase $* in\n*' doctor'*) " + doctor
                + " ;;\n*ConsoleLauncher*) echo \"$*\"; " + tests + " ;;\n*' bench gpu '*) echo \"$*\"; " + bench
                + " ;;\nesac\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(Files.createDirectories(work.resolve("app/lib")).resolve("nacre-kernels-tests.jar"), "");
        Path made = folder.resolve("bundle");
        new BundleFolder(made, "1.2 abc").pack(work, GpuBundle.MOST_BYTES, List.of());
        return made;
    }

    private Ran run(Path bundle, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/bash", bundle.resolve("run.sh").toString()));
        command.addAll(List.of(arguments));
        Path empty = Files.createDirectories(folder.resolve("empty"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(empty.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "CUDA_HOME", folder.resolve("cuda").toString()));
        try {
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), text, empty.resolve("out"));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whereAGpuServesBothPartsRunAndLeaveTextAndNumbers() throws IOException {
        Ran ran = run(bundle("echo '" + SERVES + "'", "printf '" + WELL + "\\n'", "echo '| GEMM |'"), "all");
        assertThat(ran.code).as(ran.text).isZero();
        assertThat(ran.text).contains("== doctor", "== tests", "== bench", "| GEMM |", "all went well",
                "nothing runs under compute-sanitizer, which is not there: install CUDA's toolkit");
        assertThat(ran.json("tests.json").get("successful").whole()).isEqualTo(3);
        Json summary = ran.json("summary.json");
        assertThat(summary.get("exit").whole()).isZero();
        assertThat(summary.get("device_serves").truth()).isTrue();
        assertThat(summary.get("parts").fields().keySet()).containsExactly("doctor", "tests", "bench");
        assertThat(Files.readString(ran.out.resolve("bench.txt"))).contains("--out " + ran.out, "--code 1.2 abc")
                .containsPattern("--minutes \\d[.]\\d+ ");
        assertThat(folder.resolve("empty")).isDirectoryContaining(file -> file.equals(ran.out))
                .isDirectoryNotContaining(file -> !file.equals(ran.out));
    }

    @Test
    void howManyTestsThereWereIsHowManyEndedInEachWay() throws IOException {
        Ran ran = run(bundle("echo '" + SERVES + "'", "printf '" + ended(25, 11, 5) + "\n'", "exit 0"), "tests");
        assertThat(ran.text).contains("tests: of 25 tests 11 succeeded, 0 failed, 5 skipped, 9 aborted");
        assertThat(ran.json("tests.json")).isEqualTo(Json.parse("{\"found\":25,\"successful\":11,\"failed\":0,"
                + "\"skipped\":5,\"aborted\":9,\"device_serves\":true}"));
    }

    /** Says how it was called, finds so many errors, and runs what it is given. */
    private void sanitizer(int errors) throws IOException {
        Path tool = Files.createDirectories(folder.resolve("cuda/bin")).resolve("compute-sanitizer");
        Files.writeString(tool, "#!/bin/sh\necho sanitizing \"$@\"\ntool=$2\nwhile [ \"$1\" != --log-file ]; do shift;"
                + " done\necho \"========= $tool SUMMARY: " + errors + " errors\" > \"$2\"\nshift 2\n\"$@\"\n"
                + (errors == 0 ? "" : "exit 9\n"));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void someTestsRunUnderTheSanitizerOfCuda() throws IOException {
        sanitizer(0);
        Path bundle = bundle("echo '" + SERVES + "'", "printf '" + WELL + "\n'", "exit 0");
        Ran ran = run(bundle, "sanitize");
        assertThat(ran.code).as(ran.text).isZero();
        assertThat(ran.text).contains("== memcheck", "sanitizing --tool memcheck", "memcheck SUMMARY: 0 errors",
                "-Dnacre.cuda.pool=false", "--include-tag gpu & sanitize", "== racecheck", "--tool racecheck",
                "memcheck: of 3 tests 3 succeeded").doesNotContain("== tests", "== bench");
        assertThat(ran.json("racecheck.json").get("found").whole()).isEqualTo(3);
        ran = run(bundle, "all");
        assertThat(ran.code).as(ran.text).isZero();
        assertThat(ran.json("summary.json").get("parts").fields().keySet())
                .containsExactly("doctor", "tests", "memcheck", "bench");
        sanitizer(2);
        ran = run(bundle, "sanitize");
        assertThat(ran.code).as(ran.text).isEqualTo(1);
        assertThat(ran.text).contains("memcheck SUMMARY: 2 errors", "something failed");
    }

    @Test
    void whoAsksForASanitizerThatIsNotThereIsTold() throws IOException {
        Ran ran = run(bundle("echo '" + SERVES + "'", "exit 0", "exit 0"), "sanitize");
        assertThat(ran.code).isEqualTo(2);
        assertThat(ran.text).contains("compute-sanitizer, which is not there").doesNotContain("== memcheck");
    }

    @Test
    void whereNoneServesThatIsSaidAndIsNoSuccess() throws IOException {
        Ran ran = run(bundle("echo '" + MISSING + "'", "printf '" + WELL + "\\n'", "exit 2"), "all");
        assertThat(ran.code).as(ran.text).isEqualTo(2);
        assertThat(ran.text).contains("no GPU serves here: driver: libcuda.so.1 was not found. Install it.");
        assertThat(ran.json("summary.json").get("parts").get("bench").get("exit").whole()).isEqualTo(2);
    }

    @Test
    void aTestThatFailsIsAFailureAndOnlyThePartThatWasNamedRuns() throws IOException {
        Ran ran = run(bundle("echo '" + SERVES + "'", "exit 1", "exit 0"), "tests");
        assertThat(ran.code).isEqualTo(1);
        assertThat(ran.text).contains("== tests").doesNotContain("== bench");
        assertThat(ran.json("tests.json").get("aborted")).isEqualTo(Json.parse("null"));
        ran = run(folder.resolve("bundle"), "bench", "--quick", "--only", "captured steps");
        assertThat(ran.code).isZero();
        assertThat(Files.readString(ran.out.resolve("bench.txt"))).contains("--quick --only captured steps");
        assertThat(run(folder.resolve("bundle"), "everything").text).contains("./run.sh tests");
    }

    @Test
    void aBundleThatIsTooLargeIsRefusedAndLeavesNothing() throws IOException {
        Path work = Files.createDirectories(folder.resolve("work"));
        Files.createDirectories(work.resolve("app"));
        Path jar = Files.write(folder.resolve("large.jar"), new byte[2048]);
        assertThatThrownBy(() -> new BundleFolder(folder.resolve("bundle"), "").pack(work, 1024, List.of(jar)))
                .isInstanceOf(InputException.class).hasMessageContaining("take jars out; the largest are large.jar (2");
        assertThat(folder.resolve("bundle")).doesNotExist();
    }

    @Test
    void nativesThatNobodyLoadsStayBehind() throws IOException {
        Path from = folder.resolve("natives.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(from))) {
            for (String name : List.of("lib/libJCudaDriver-1.so", "lib/libJNvPTXCompiler-1.so", "lib/libJCublas2-1.so",
                    "lib/libJCublas-1.so")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        Path to = folder.resolve("slim.jar");
        SlimJar.copy(from, to);
        try (JarFile slim = new JarFile(to.toFile())) {
            assertThat(slim.stream().map(ZipEntry::getName)).containsExactly("lib/libJCudaDriver-1.so",
                    "lib/libJCublas2-1.so");
            assertThat(slim.getInputStream(slim.getEntry("lib/libJCublas2-1.so")).readAllBytes())
                    .isEqualTo("lib/libJCublas2-1.so".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void mistakesAreOneSentence() throws IOException {
        assertThat(CommandLineRun.of("gpu-bundle", "--out", folder.resolve("b"), "--jars", folder).text())
                .contains("there is no nacre-core jar", "mvn -Pgpu-bundle").hasLineCount(1);
        Files.writeString(Files.createDirectories(folder.resolve("full")).resolve("file"), "");
        assertThat(CommandLineRun.of("gpu-bundle", "--out", folder.resolve("full"), "--jars", folder).text())
                .contains("is not empty").hasLineCount(1);
    }
}
