package dev.nacre.kernels.cpu.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SecondLevelCacheTest {
    private static final Path SYSTEM = Path.of("/sys/devices/system/cpu/cpu0/cache/index2");

    @Test
    void theProcessorSaysWhatTheSystemSays() throws IOException {
        assumeThat(MachineCode.unavailable()).isEmpty();
        assumeThat(SYSTEM.resolve("size")).isReadable();
        assumeThat(Files.readString(SYSTEM.resolve("level")).strip()).isEqualTo("2");

        var kibibytes = Files.readString(SYSTEM.resolve("size")).strip().replace("K", "");

        assertThat(SecondLevelCache.bytes()).isEqualTo(Long.parseLong(kibibytes) << 10);
    }

    @Test
    void fieldsAreStoredLessOne() {
        // Eight ways of 1024 sets of lines of 64 bytes; sixteen ways of 2048.
        assertThat(SecondLevelCache.size(7L << 22 | 63, 1023)).isEqualTo(512 << 10);
        assertThat(SecondLevelCache.size(15L << 22 | 63, 2047)).isEqualTo(2 << 20);
    }
}
