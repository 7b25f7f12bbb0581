package dev.nacre.kernels.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Native working memory of a kernel, lent and given back. Kernels read and write native segments alone: heap and native
 * memory at one place in the code would make both slow.
 */
final class Scratch implements AutoCloseable {
    private static final int KEPT = 8;
    private static final long ALIGNMENT = 64;
    private static final ConcurrentLinkedDeque<MemorySegment> FREE = new ConcurrentLinkedDeque<>();

    private final MemorySegment segment;

    private Scratch(MemorySegment segment) {
        this.segment = segment;
    }

    /** At least {@code floats} floats, their content unspecified. */
    static Scratch borrow(long floats) {
        long bytes = Math.max(1, floats) * Float.BYTES;
        for (var candidate = FREE.pollFirst(); candidate != null; candidate = FREE.pollFirst()) {
            if (candidate.byteSize() >= bytes) {
                return new Scratch(candidate);
            }
        }
        return new Scratch(Arena.ofAuto().allocate(bytes, ALIGNMENT));
    }

    MemorySegment segment() {
        return segment;
    }

    @Override
    public void close() {
        if (FREE.size() < KEPT) {
            FREE.addFirst(segment);
        }
    }
}
