package dev.nacre.core.io;

import dev.nacre.core.Shape;

/**
 * What a file says about one tensor.
 *
 * @param name  its state-dict name
 * @param type  how its elements are held
 * @param shape sizes of its dimensions in the file's layout (PyTorch's: NCHW, OIHW, [out, in]); empty for a scalar
 */
public record StoredTensor(String name, StoredType type, Shape shape) {
    /** Number of elements; 1 for a scalar. */
    public long elements() {
        return shape.elements();
    }

    /** How many bytes its elements take, without gaps. */
    public long bytes() {
        return elements() * type.bytes();
    }

    StoredTensor named(String other) {
        return new StoredTensor(other, type, shape);
    }
}
