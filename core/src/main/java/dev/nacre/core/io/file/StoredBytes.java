package dev.nacre.core.io.file;

import java.lang.foreign.MemorySegment;
import java.util.function.Function;

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

    /** As {@link #read()}, but alive while {@code use} runs and no longer; see {@link MappedFile#briefly}. */
    <R> R briefly(Function<MemorySegment, R> use);

    /** The first of them, at most {@code length}, without reading more than these where that is possible. */
    default MemorySegment start(long length) {
        return read().asSlice(0, Math.min(length, size()));
    }

    /** All but the first {@code skipped} of them, which must not be more than there are. */
    default StoredBytes after(long skipped) {
        return new Rest(this, skipped);
    }

    /** Bytes in memory. */
    static StoredBytes of(MemorySegment bytes) {
        return new InMemory(bytes);
    }

    /** A part of a mapped file, which must lie inside it. */
    static StoredBytes of(MappedFile file, long offset, long length) {
        return new InFile(file, offset, length);
    }

    /** See {@link #of(MemorySegment)}. */
    record InMemory(MemorySegment bytes) implements StoredBytes {
        @Override
        public long size() {
            return bytes.byteSize();
        }

        @Override
        public MemorySegment read() {
            return bytes;
        }

        @Override
        public <R> R briefly(Function<MemorySegment, R> use) {
            return use.apply(bytes);
        }
    }

    /** See {@link #after(long)}. */
    record Rest(StoredBytes whole, long skipped) implements StoredBytes {
        @Override
        public long size() {
            return whole.size() - skipped;
        }

        @Override
        public MemorySegment read() {
            return whole.read().asSlice(skipped);
        }

        @Override
        public <R> R briefly(Function<MemorySegment, R> use) {
            return whole.briefly(all -> use.apply(all.asSlice(skipped)));
        }
    }

    /** See {@link #of(MappedFile, long, long)}. */
    record InFile(MappedFile file, long offset, long size) implements StoredBytes {
        @Override
        public MemorySegment read() {
            return file.content().asSlice(offset, size);
        }

        @Override
        public <R> R briefly(Function<MemorySegment, R> use) {
            return file.briefly(offset, size, use);
        }
    }
}
