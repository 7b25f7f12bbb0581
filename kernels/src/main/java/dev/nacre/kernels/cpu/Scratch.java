package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.backend.NativeStorage;
import java.lang.foreign.MemorySegment;

/**
 * Native working memory of a kernel, lent by the pool that tensors live in, so that it counts in the same budget.
 * Kernels read and write native segments alone: heap and native memory at one place in the code would make both
 * slow.
 */
record Scratch(NativeStorage storage) implements AutoCloseable {
    /** Exactly {@code floats} floats, their content unspecified. */
    static Scratch borrow(long floats) {
        return new Scratch(NativeStorage.allocate(DType.FLOAT32, floats));
    }

    MemorySegment segment() {
        return storage.segment();
    }

    @Override
    public void close() {
        storage.release();
    }
}
