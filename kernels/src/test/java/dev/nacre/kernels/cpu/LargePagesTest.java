package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.core.memory.Block;
import dev.nacre.core.memory.NativePool;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LargePagesTest {
    private static final long SMALL_PAGE = 4096;

    @BeforeEach
    void needsTheSystem() {
        assumeTrue(LargePages.serve(), "native code may not be called here");
    }

    @Test
    void memoryIsAsLongAsAskedForAndCanBeWrittenToItsEnds() {
        for (long bytes : new long[] {64, LargePages.BYTES - 64, LargePages.BYTES, LargePages.BYTES + 64,
            LargePages.BYTES + SMALL_PAGE, 3 * LargePages.BYTES - 64, 11 * LargePages.BYTES / 2}) {
            try (var owner = Arena.ofShared()) {
                var memory = LargePages.map(bytes, owner);
                assertThat(memory.byteSize()).isEqualTo(bytes);
                assertThat(memory.address() % (bytes < LargePages.BYTES ? 64 : LargePages.BYTES)).isZero();
                memory.fill((byte) 3);
                assertThat(memory.get(ValueLayout.JAVA_BYTE, bytes - 1)).isEqualTo((byte) 3);
            }
        }
    }

    @Test
    void closingUnmapsAll() throws IOException {
        MemorySegment memory;
        try (var owner = Arena.ofShared()) {
            memory = LargePages.map(2 * LargePages.BYTES + 100, owner);
            memory.fill((byte) 1);
            assertThat(mapping(memory.address())).isNotEmpty();
            assertThat(mapping(memory.address() + 2 * LargePages.BYTES)).isNotEmpty();
        }
        assertThat(mapping(memory.address())).isEmpty();
        assertThat(mapping(memory.address() + 2 * LargePages.BYTES)).isEmpty();
    }

    @Test
    void wholeLargePagesAreAskedForAndNoMore() throws IOException {
        assumeTrue(Files.exists(Path.of("/sys/kernel/mm/transparent_hugepage/enabled")), "no large pages here");
        try (var owner = Arena.ofShared()) {
            var memory = LargePages.map(2 * LargePages.BYTES + 100, owner);
            assertThat(mapping(memory.address()).getLast()).startsWith("VmFlags").contains(" hg");
            assertThat(mapping(memory.address() + 2 * LargePages.BYTES).getLast()).startsWith("VmFlags")
                    .doesNotContain(" hg");
        }
    }

    @Test
    void poolTakesAndReturnsThem() throws IOException {
        var pool = new NativePool(64L << 20);
        pool.mapFrom(LargePages::map);
        Block block = pool.take(5_000_000);
        long address = block.segment().address();
        assertThat(address % LargePages.BYTES).isZero();
        block.segment().fill((byte) 2);
        block.giveBack();
        assertThat(pool.take(5_000_000)).isSameAs(block);
        block.giveBack();
        pool.trim();
        assertThat(mapping(address)).isEmpty();
    }

    /** What the system says of the mapping around an address; empty where there is none. */
    private static List<String> mapping(long address) throws IOException {
        var lines = Files.readAllLines(Path.of("/proc/self/smaps"));
        for (int i = 0; i < lines.size(); i++) {
            var range = lines.get(i).split(" ", 2)[0].split("-");
            if (range.length == 2 && range[0].matches("[0-9a-f]+")
                    && Long.compareUnsigned(Long.parseUnsignedLong(range[0], 16), address) <= 0
                    && Long.compareUnsigned(address, Long.parseUnsignedLong(range[1], 16)) < 0) {
                int end = i;
                while (!lines.get(end).startsWith("VmFlags")) {
                    end++;
                }
                return lines.subList(i, end + 1);
            }
        }
        return List.of();
    }
}
