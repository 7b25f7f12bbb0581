package dev.nacre.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.examples.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that loads Nacre twice and drops it gets all of it back: classes, threads and processes. */
class ClassLoaderTest {
    /** The JDK itself holds on to comparators of records, softly, until memory is short; here it always is. */
    private static final String SHORT_OF_MEMORY = "-XX:SoftRefLRUPolicyMSPerMB=0";

    @TempDir
    private static Path directory;

    private static List<String> files;
    private static Path host;

    @BeforeAll
    static void write() throws IOException {
        files = new EmbeddedFiles(directory).all();
        host = Files.createDirectories(directory.resolve("host"));
        // A host without any class of ours on its own class path.
        copy(ClassLoaderProbe.class, host);
        Path application = Files.createDirectories(directory.resolve("application"));
        copy(EmbeddingProbe.class, application);
    }

    @Test
    void bothClassLoadersAreCollected() {
        JavaProcess run = run(60, "clean");
        run.assertWorked("embedding: [", "left in the pool: 0 bytes", "equal: true", "collected: 2 of 2",
                "threads: 0", "processes: 0");
    }

    @Test
    void aLeakIsSeen() {
        run(15, "leak").assertWorked("equal: true", "collected: 1 of 2");
    }

    private static JavaProcess run(int seconds, String kind) {
        List<Path> places = new ArrayList<>(List.of(directory.resolve("application")));
        places.addAll(JavaProcess.library(true));
        places.addAll(JavaProcess.jpeg2000());
        List<String> arguments = new ArrayList<>(List.of("--add-modules=jdk.incubator.vector", SHORT_OF_MEMORY, "-cp",
                host.toString(), ClassLoaderProbe.class.getName(), JavaProcess.path(places),
                Integer.toString(seconds), kind));
        arguments.addAll(files);
        return JavaProcess.run(directory, arguments.toArray(String[]::new));
    }

    private static void copy(Class<?> type, Path target) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = target.resolve(name);
        Files.createDirectories(file.getParent());
        Files.copy(JavaProcess.place(type).resolve(name), file);
        assertThat(file).isRegularFile();
    }
}
