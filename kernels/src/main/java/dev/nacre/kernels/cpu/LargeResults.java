package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;

/**
 * Results of which little is left in the caches when they are complete. Stored past these, the memory under them is not
 * read before it is written: half the traffic.
 */
final class LargeResults {
    private static final long BYTES = 16L << 20;
    private static final long LINE_BYTES = 64;

    private LargeResults() {
    }

    /** Whether rows of so many bytes are to be stored past the caches, and lie as such stores ask for. */
    static boolean pastCaches(MemorySegment memory, long rowBytes) {
        return memory.byteSize() >= BYTES && memory.address() % LINE_BYTES == 0 && rowBytes % LINE_BYTES == 0;
    }
}
