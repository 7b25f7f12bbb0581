package dev.nacre.mammo.finealign.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The promise of determinism for this network, in JVMs of their own: the number of threads changes no bit. */
class SameModelBitsTest {
    private static final int TIMEOUT_SECONDS = 300;

    @Test
    void withOneThreadAndWithSeveral() throws IOException, InterruptedException {
        String one = digest("-Dnacre.threads=1");
        assertThat(digest("-Dnacre.threads=2")).isEqualTo(one);
        assertThat(digest("-Dnacre.threads=3")).isEqualTo(one);
    }

    private static String digest(String option) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector", option, "-cp", System.getProperty("java.class.path"),
                ModelBits.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().filter(line -> line.startsWith("digest ")).findFirst().orElseThrow();
    }
}
