package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.examples.embedding.EmbeddedFiles;
import dev.nacre.examples.embedding.EmbeddingProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine and a model in JVMs of their own, started in every way that a host may start them. */
class StartingTest {
    private static final String FLAG = "--add-modules=jdk.incubator.vector";
    private static final Path TESTS = JavaProcess.place(StartingTest.class);

    @TempDir
    private Path directory;

    @Test
    void onTheClassPath() {
        assertComputed(JavaProcess.run(directory, FLAG, "-cp", path(true, TESTS), Probe.class.getName()),
                "backend: vectors of", "module: false");
    }

    @Test
    void onTheClassPathWithoutTheVectorFlag() {
        JavaProcess run = JavaProcess.run(directory, "-cp", path(true, TESTS), Probe.class.getName());
        assertComputed(run, "backend: scalar kernels", "module: false");
        assertThat(run.output()).containsOnlyOnce("--add-modules jdk.incubator.vector");
    }

    @Test
    void withoutKernels() {
        assertComputed(JavaProcess.run(directory, "-cp", path(false, TESTS), Probe.class.getName()),
                "backend: reference", "module: false");
    }

    @Test
    void onTheModulePath() throws IOException {
        assertComputed(JavaProcess.run(directory, "-p", path(true, compileModule(Probe.class)), "-m",
                "app/dev.nacre.app.Probe"), "backend: vectors of", "module: true");
    }

    @Test
    void onTheModulePathWithoutKernels() throws IOException {
        assertComputed(JavaProcess.run(directory, "-p", path(false, compileModule(Probe.class)), "-m",
                "app/dev.nacre.app.Probe"), "backend: reference", "module: true");
    }

    @Test
    void aModelGivesTheSameVectorsOnClassPathAndModulePath() throws IOException {
        List<String> files = new EmbeddedFiles(directory).all();
        JavaProcess onClassPath = start(files, FLAG, "-cp", path(true, TESTS), EmbeddingProbe.class.getName());
        onClassPath.assertWorked("left in the pool: 0 bytes", "module: false");
        JavaProcess onModulePath = start(files, "-p", path(true, compileModule(EmbeddingProbe.class)), "-m",
                "app/dev.nacre.app.EmbeddingProbe");
        onModulePath.assertWorked("module: true");
        assertThat(onModulePath.output().lines().filter(line -> line.startsWith("embedding:"))).hasSize(1)
                .containsExactlyElementsOf(onClassPath.output().lines().filter(line -> line.startsWith("embedding:"))
                        .toList());
    }

    private JavaProcess start(List<String> files, String... options) {
        return JavaProcess.run(directory, Stream.concat(Stream.of(options), files.stream()).toArray(String[]::new));
    }

    private static void assertComputed(JavaProcess run, String... lines) {
        run.assertWorked("loss: 52.0", "gradient: [8.0, 12.0, 8.0, 12.0]");
        run.assertWorked(lines);
    }

    private static String path(boolean kernels, Path own) {
        List<Path> places = new ArrayList<>(List.of(own));
        places.addAll(JavaProcess.library(kernels));
        places.addAll(JavaProcess.jpeg2000());
        return JavaProcess.path(places);
    }

    /** A program as a user would write it: a module of its own that requires the library by name. */
    private Path compileModule(Class<?> program) throws IOException {
        Path sources = directory.resolve("source");
        Path probe = sources.resolve("dev/nacre/app/" + program.getSimpleName() + ".java");
        Files.createDirectories(probe.getParent());
        Path source = Path.of("src/test/java", program.getName().replace('.', '/') + ".java");
        Files.writeString(probe, Files.readString(source)
                .replace("package " + program.getPackageName() + ";", "package dev.nacre.app;")
                .replace("{@link StartingTest}", "a test"));
        Path descriptor = Files.writeString(sources.resolve("module-info.java"),
                "module app { requires dev.nacre.mammo; }");
        Path classes = directory.resolve("classes");
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(),
                "-p", JavaProcess.path(JavaProcess.library(true)), probe.toString(), descriptor.toString());
        assertThat(status).as("javac").isZero();
        return classes;
    }
}
