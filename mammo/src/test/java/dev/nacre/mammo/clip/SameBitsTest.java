package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The promise of determinism, on whole training steps in JVMs of their own: neither the number of threads, nor chance,
 * nor whether a kernel is interpreted or compiled changes a single bit of a weight.
 */
class SameBitsTest {
    private static final int TIMEOUT_SECONDS = 300;
    /** Steps, and the side of the pictures: large enough for several threads to share the work. */
    private static final List<String> LARGE = List.of("2", "80");
    /** Small enough for the interpreter. */
    private static final List<String> SMALL = List.of("1", "32");
    private static final Map<List<String>, String> DIGESTS = new ConcurrentHashMap<>();

    @Test
    void theSameTrainingTwice() throws IOException, InterruptedException {
        assertThat(digest(LARGE, "-Dnacre.threads=2")).isEqualTo(digest(LARGE, "-Dnacre.threads=2", "-Dsecond=time"));
    }

    @Test
    void withOneThreadAndWithSeveral() throws IOException, InterruptedException {
        String one = digest(LARGE, "-Dnacre.threads=1");
        assertThat(digest(LARGE, "-Dnacre.threads=2")).isEqualTo(one);
    }

    @Test
    void interpretedAndCompiled() throws IOException, InterruptedException {
        String interpreted = digest(SMALL, "-Dnacre.threads=2", "-Xint");
        assertThat(digest(SMALL, "-Dnacre.threads=2")).isEqualTo(interpreted);
        assertThat(digest(SMALL, "-Dnacre.threads=2", "-Xcomp")).isEqualTo(interpreted);
    }

    @Test
    void anotherTrainingGivesOtherBits() throws IOException, InterruptedException {
        assertThat(digest(LARGE, "-Dnacre.threads=2")).isNotEqualTo(digest(SMALL, "-Dnacre.threads=2"));
    }

    private static String digest(List<String> size, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--add-modules=jdk.incubator.vector");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrainingBits.class.getName()));
        command.addAll(size);
        String known = DIGESTS.get(command);
        if (known != null) {
            return known;
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        String digest = output.lines().filter(line -> line.startsWith("digest ")).findFirst().orElseThrow();
        DIGESTS.put(command, digest);
        return digest;
    }
}
