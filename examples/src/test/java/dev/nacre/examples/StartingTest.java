package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Tensor;
import dev.nacre.kernels.cpu.CpuProvider;
import dev.nacre.mammo.data.PretrainingTable;
import dev.nacre.nn.InputException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.lang3.StringUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine in JVMs of their own, started in every way that a host may start it: each works and says what it does. */
class StartingTest {
    private static final String FLAG = "--add-modules=jdk.incubator.vector";
    private static final int TIMEOUT_SECONDS = 60;

    @TempDir
    private Path directory;

    @Test
    void onTheClassPath() {
        Run run = start(FLAG, "-cp", path(places(true)), Probe.class.getName());
        run.assertWorked("backend: vectors of", "module: false");
    }

    @Test
    void onTheClassPathWithoutTheVectorFlag() {
        Run run = start("-cp", path(places(true)), Probe.class.getName());
        run.assertWorked("backend: scalar kernels", "module: false");
        assertThat(run.output()).containsOnlyOnce("--add-modules jdk.incubator.vector");
    }

    @Test
    void withoutKernels() {
        Run run = start("-cp", path(places(false)), Probe.class.getName());
        run.assertWorked("backend: reference", "module: false");
    }

    @Test
    void onTheModulePath() throws IOException {
        Path app = compileModule();
        Run run = start("-p", path(Stream.concat(Stream.of(app), places(true).stream().skip(1)).toList()),
                "-m", "app/dev.nacre.app.Probe");
        run.assertWorked("backend: vectors of", "module: true");
    }

    @Test
    void onTheModulePathWithoutKernels() throws IOException {
        Path app = compileModule();
        Run run = start("-p", path(Stream.concat(Stream.of(app), places(false).stream().skip(1)).toList()),
                "-m", "app/dev.nacre.app.Probe");
        run.assertWorked("backend: reference", "module: true");
    }

    /** A program as a user would write it: a module of its own that requires the library by name. */
    private Path compileModule() throws IOException {
        Path sources = directory.resolve("source");
        Path probe = sources.resolve("dev/nacre/app/Probe.java");
        Files.createDirectories(probe.getParent());
        Path source = Path.of("src/test/java", Probe.class.getName().replace('.', '/') + ".java");
        Files.writeString(probe, Files.readString(source)
                .replace("package dev.nacre.examples;", "package dev.nacre.app;")
                .replace("{@link StartingTest}", "a test"));
        Path descriptor = Files.writeString(sources.resolve("module-info.java"),
                "module app { requires dev.nacre.mammo; }");
        Path classes = directory.resolve("classes");
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(),
                "-p", path(places(true).subList(1, places(true).size())), probe.toString(), descriptor.toString());
        assertThat(status).as("javac").isZero();
        return classes;
    }

    /** Where the classes lie that this test runs with: the probe's first, then the library's. */
    private static List<Path> places(boolean kernels) {
        List<Class<?>> witnesses = new ArrayList<>(List.of(Probe.class, Tensor.class, InputException.class,
                PretrainingTable.class, CSVFormat.class, org.apache.commons.io.IOUtils.class,
                org.apache.commons.codec.Charsets.class, Imaging.class, StringUtils.class));
        if (kernels) {
            witnesses.add(CpuProvider.class);
        }
        return witnesses.stream().map(StartingTest::place).toList();
    }

    private static Path place(Class<?> witness) {
        try {
            return Path.of(witness.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String path(List<Path> places) {
        return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private Run start(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return new Run(ended ? process.exitValue() : -1, Files.readString(output));
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private record Run(int status, String output) {
        void assertWorked(String... lines) {
            assertThat(status).as(output).isZero();
            assertThat(output).contains("loss: 52.0", "gradient: [8.0, 12.0, 8.0, 12.0]").contains(lines);
        }
    }
}
