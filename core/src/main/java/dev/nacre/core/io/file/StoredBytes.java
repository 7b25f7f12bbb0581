package dev.nacre.core.io.file;

import java.lang.foreign.MemorySegment;

/** Bytes that a file holds and that need not have been read yet. */
public interface StoredBytes {
    /** How many there are, as far as the file says without being read. */
    long size();

    /**
     * All of them, read-only: a part of the mapped file wherever they lie there as they are.
     *
     * @throws dev.nacre.core.io.CheckpointException if they are not where the file says
     */
    MemorySegment read();

    /** Bytes that are at hand. */
    static StoredBytes of(MemorySegment bytes) {
        return new StoredBytes() {
            @Override
            public long size() {
                return bytes.byteSize();
            }

            @Override
            public MemorySegment read() {
                return bytes;
            }
        };
    }
}
