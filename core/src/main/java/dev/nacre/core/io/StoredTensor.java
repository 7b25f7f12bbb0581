package dev.nacre.core.io;

import dev.nacre.core.Shape;

/**
 * What a file says about one tensor.
 *
 * @param name   its state-dict name
 * @param type   how its elements are held
 * @param shape  sizes of its dimensions in the file's layout (PyTorch's: NCHW, OIHW, [out, in]); empty for a scalar
 * @param offset where its elements begin, in bytes from the start of the file's data section
 * @param bytes  how many bytes they take; always {@code elements() * type.bytes()}
 */
public record StoredTensor(String name, StoredType type, Shape shape, long offset, long bytes) {
    /** Number of elements; 1 for a scalar. */
    public long elements() {
        return bytes / type.bytes();
    }

    long end() {
        return offset + bytes;
    }
}
