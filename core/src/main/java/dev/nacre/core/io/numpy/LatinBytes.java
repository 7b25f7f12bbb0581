package dev.nacre.core.io.numpy;

import dev.nacre.core.io.file.StoredBytes;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Bytes that are written as the characters of a text, U+0000 to U+00FF. */
record LatinBytes(String text) implements StoredBytes {
    @Override
    public long size() {
        return text.length();
    }

    @Override
    public MemorySegment read() {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.ISO_8859_1)).asReadOnly();
    }

    @Override
    public <R> R briefly(Function<MemorySegment, R> use) {
        return use.apply(read());
    }
}
