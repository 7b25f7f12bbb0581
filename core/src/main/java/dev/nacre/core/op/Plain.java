package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A tensor as the reference loops see it: dense, row-major, doubles for floating types and longs for integers, whatever
 * the real element type and strides are. Indices are row-major positions.
 */
public final class Plain {
    private final DType type;
    private final Shape shape;
    private final MemorySegment words;

    private Plain(Arena arena, DType type, Shape shape) {
        this.type = type;
        this.shape = shape;
        this.words = arena.allocate(Math.max(8, shape.elements() * 8), 8);
    }

    /** All elements zero. */
    public static Plain zeros(Arena arena, DType type, Shape shape) {
        return new Plain(arena, type, shape);
    }

    /** A dense copy of elements that may lie anyhow. */
    public static Plain read(Arena arena, MemorySegment memory, DType type, Layout layout) {
        Plain plain = new Plain(arena, type, layout.shape());
        long[] sizes = layout.shape().sizes();
        long[] strides = layout.strides();
        long[] index = new long[sizes.length];
        long position = layout.offset();
        for (long i = 0; i < layout.shape().elements(); i++) {
            if (type.isFloating()) {
                plain.set(i, type.get(memory, position));
            } else {
                plain.set(i, type.getLong(memory, position));
            }
            for (int d = sizes.length - 1; d >= 0; d--) {
                position += strides[d];
                if (++index[d] < sizes[d]) {
                    break;
                }
                position -= strides[d] * sizes[d];
                index[d] = 0;
            }
        }
        return plain;
    }

    /** Writes all elements row-major in their own type. */
    public void write(MemorySegment memory) {
        for (long i = 0; i < shape.elements(); i++) {
            if (type.isFloating()) {
                type.set(memory, i, at(i));
            } else {
                type.setLong(memory, i, integer(i));
            }
        }
    }

    /** The element type that this stands for. */
    public DType type() {
        return type;
    }

    /** The sizes. */
    public Shape shape() {
        return shape;
    }

    /** Size of one dimension; negative dimensions count from the end. */
    public long size(int dim) {
        return shape.size(dim);
    }

    /** Number of elements. */
    public long elements() {
        return shape.elements();
    }

    /** Element {@code i} as a double. */
    public double at(long i) {
        return type.isFloating() ? words.getAtIndex(ValueLayout.JAVA_DOUBLE, i) : integer(i);
    }

    /** Element {@code i} of an integer tensor. */
    public long integer(long i) {
        return type.isFloating() ? (long) at(i) : words.getAtIndex(ValueLayout.JAVA_LONG, i);
    }

    /** Sets element {@code i}; integer tensors truncate, bool ones ask whether the value is 0. */
    public void set(long i, double value) {
        if (type.isFloating()) {
            words.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
        } else if (type == DType.BOOL) {
            words.setAtIndex(ValueLayout.JAVA_LONG, i, value != 0 ? 1 : 0);
        } else {
            words.setAtIndex(ValueLayout.JAVA_LONG, i, (long) value);
        }
    }

    /** Sets element {@code i} to an integer. */
    public void set(long i, long value) {
        if (type.isFloating()) {
            words.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
        } else {
            words.setAtIndex(ValueLayout.JAVA_LONG, i, value);
        }
    }

    /** Adds to element {@code i} of a floating tensor. */
    public void add(long i, double value) {
        set(i, at(i) + value);
    }
}
