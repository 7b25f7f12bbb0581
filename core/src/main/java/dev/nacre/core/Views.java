package dev.nacre.core;

import dev.nacre.core.op.Apply;
import dev.nacre.core.op.Expand;
import dev.nacre.core.op.Flip;
import dev.nacre.core.op.Pad;
import dev.nacre.core.op.Permute;
import dev.nacre.core.op.Reshape;
import dev.nacre.core.op.Slice;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The same elements in another shape or order. Nothing is copied unless a method says so. */
sealed interface Views permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The same elements in row-major order under another shape; copies if the strides do not allow it. One size may be
     * −1: it is worked out.
     */
    default Tensor reshape(long... sizes) {
        long known = Arrays.stream(sizes).filter(size -> size != -1).reduce(1, (a, b) -> a * b);
        long[] complete = Arrays.stream(sizes)
                .map(size -> size == -1 ? self().elements() / Math.max(1, known) : size).toArray();
        if (Arrays.stream(sizes).filter(size -> size == -1).count() > 1) {
            throw new ShapeException("reshape: only one size can be worked out: " + Arrays.toString(sizes));
        }
        Shape shape = Shape.of(complete);
        if (shape.elements() != self().elements()) {
            throw new ShapeException("reshape: " + self().spec() + " has " + self().elements() + " elements, which do "
                    + "not fit " + Arrays.toString(sizes));
        }
        return reshape(shape);
    }

    /** The same elements in row-major order under another shape; copies if the strides do not allow it. */
    default Tensor reshape(Shape shape) {
        if (self().shape().equals(shape)) {
            return self();
        }
        boolean free = self().layout().reshape(shape).isPresent();
        return Apply.one(new Reshape(shape), free ? self() : self().contiguous());
    }

    /** Dimensions from {@code first} to {@code last} (inclusive) as one. */
    default Tensor flatten(int first, int last) {
        Shape shape = self().shape();
        int from = shape.axis(first);
        int to = shape.axis(last);
        long[] sizes = new long[shape.rank() - (to - from)];
        long merged = 1;
        for (int i = 0; i < shape.rank(); i++) {
            if (i < from) {
                sizes[i] = shape.size(i);
            } else if (i <= to) {
                merged *= shape.size(i);
            } else {
                sizes[i - (to - from)] = shape.size(i);
            }
        }
        sizes[from] = merged;
        return reshape(sizes);
    }

    /** Dimensions reordered: dimension i of the result is {@code order[i]} of this. */
    default Tensor permute(int... order) {
        return Apply.one(new Permute(Arrays.stream(order).map(self().shape()::axis).boxed().toList()), self());
    }

    /** Two dimensions exchanged. */
    default Tensor transpose(int dim, int other) {
        int[] order = IntStream.range(0, self().rank()).toArray();
        int a = self().shape().axis(dim);
        int b = self().shape().axis(other);
        order[a] = b;
        order[b] = a;
        return permute(order);
    }

    /** A dimension of size 1 before {@code dim}; −1 means at the end. */
    default Tensor unsqueeze(int dim) {
        int at = dim < 0 ? dim + self().rank() + 1 : dim;
        if (at < 0 || at > self().rank()) {
            throw new ShapeException("unsqueeze: there is no place " + dim + " in " + self().shape());
        }
        long[] sizes = new long[self().rank() + 1];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i == at ? 1 : self().size(i < at ? i : i - 1);
        }
        return reshape(sizes);
    }

    /** Without a dimension of size 1. */
    default Tensor squeeze(int dim) {
        if (self().size(dim) != 1) {
            throw new ShapeException("squeeze: dimension " + dim + " of " + self().shape() + " has not the size 1");
        }
        return reshape(self().shape().without(dim));
    }

    /** Elements [start, stop) along one dimension. */
    default Tensor slice(int dim, long start, long stop) {
        return slice(dim, start, stop, 1);
    }

    /** Elements start, start + step, … below stop along one dimension. */
    default Tensor slice(int dim, long start, long stop, long step) {
        return Apply.one(new Slice(self().shape().axis(dim), start, stop, step), self());
    }

    /** Element {@code index} along one dimension, which goes. */
    default Tensor select(int dim, long index) {
        return slice(dim, index, index + 1).squeeze(dim);
    }

    /** Dimensions of size 1 repeated, new ones in front. */
    default Tensor expand(long... sizes) {
        return expand(Shape.of(sizes));
    }

    /** Dimensions of size 1 repeated, new ones in front. */
    default Tensor expand(Shape shape) {
        return self().shape().equals(shape) ? self() : Apply.one(new Expand(shape), self());
    }

    /** The order along some dimensions reversed. */
    default Tensor flip(int... dims) {
        return Apply.one(new Flip(Arrays.stream(self().shape().axes(dims)).boxed().toList()), self());
    }

    /** Zeros before and after along one dimension; copies. */
    default Tensor pad(int dim, long before, long after) {
        return Apply.one(new Pad(self().shape().axis(dim), before, after, 0), self());
    }
}
