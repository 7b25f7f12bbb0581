package dev.nacre.core.opaque;

import dev.nacre.core.DType;
import dev.nacre.core.backend.Storage;
import java.lang.foreign.MemorySegment;

/** Memory that only its backend can look into, as on a GPU. */
final class OpaqueStorage extends Storage {
    private long[] words;

    OpaqueStorage(DType type, long elements) {
        super(type, elements);
        words = new long[Math.toIntExact((elements * type.bytes() + 7) / 8)];
    }

    /** What lies in it. @throws IllegalStateException after it was given back, which the backend must never see */
    MemorySegment content() {
        if (words == null) {
            throw new IllegalStateException("the backend reads a storage that was given back");
        }
        return MemorySegment.ofArray(words);
    }

    @Override
    protected void free() {
        words = null;
    }
}
