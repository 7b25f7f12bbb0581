package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.bench.ResidentMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short version of {@code nacre bench soak}: memory that a thousand steps do not give back would show. */
class SoakTest {
    @Test
    void aThousandStepsUnderAFixedHeapDoNotGrow(@TempDir Path directory) throws Exception {
        assumeTrue(ResidentMemory.now().isPresent(), "this system does not tell how much memory a process has");
        Path log = directory.resolve("log");
        int status = NacreProcess.end(NacreProcess.start(log, "", List.of("-Xms256m", "-Xmx256m",
                "-XX:+AlwaysPreTouch", "bench", "soak", "--steps", "1000", "--most", "32")));
        assertThat(status).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).contains("step 1000:", "resident memory grew by", "fine");
    }
}
