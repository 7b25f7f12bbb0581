package dev.nacre.core;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where a tensor's elements lie in its storage: element (i₀, i₁, …) is at {@code offset + Σ iₖ·strideₖ}, counted in
 * elements. Strides may be 0 (an expanded dimension) or negative (a flipped one): views never copy.
 */
public final class Layout {
    private final Shape shape;
    private final long[] strides;
    private final long offset;

    private Layout(Shape shape, long[] strides, long offset) {
        this.shape = shape;
        this.strides = strides;
        // A slice of nothing must not point behind the end of its storage.
        this.offset = shape.elements() == 0 ? 0 : offset;
    }

    /** Row-major, from the start of the storage. */
    public static Layout contiguous(Shape shape) {
        return new Layout(shape, shape.strides(), 0);
    }

    /** Explicit strides and offset, in elements. */
    public static Layout of(Shape shape, long[] strides, long offset) {
        if (strides.length != shape.rank()) {
            throw new ShapeException(strides.length + " strides for shape " + shape);
        }
        return new Layout(shape, strides.clone(), offset);
    }

    /** The sizes. */
    public Shape shape() {
        return shape;
    }

    /** Distance in elements between neighbours along {@code dim}. */
    public long stride(int dim) {
        return strides[shape.axis(dim)];
    }

    /** All strides, a copy. */
    public long[] strides() {
        return strides.clone();
    }

    /** Position of the first element in the storage. */
    public long offset() {
        return offset;
    }

    /** Whether the elements lie row-major without gaps (from {@link #offset}). Dimensions of size 1 do not matter. */
    public boolean isContiguous() {
        if (shape.elements() == 0) {
            return true;
        }
        long expected = 1;
        for (int i = shape.rank() - 1; i >= 0; i--) {
            long size = shape.size(i);
            if (size != 1) {
                if (strides[i] != expected) {
                    return false;
                }
                expected *= size;
            }
        }
        return true;
    }

    /** Dimensions reordered: dimension i of the result is {@code order[i]} of this. */
    public Layout permute(int... order) {
        if (!Arrays.equals(shape.axes(order), shape.axes()) || order.length != shape.rank()) {
            throw new ShapeException("permute" + Arrays.toString(order) + " must name every dimension of " + shape
                    + " once");
        }
        long[] sizes = new long[order.length];
        long[] steps = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            sizes[i] = shape.size(order[i]);
            steps[i] = stride(order[i]);
        }
        return new Layout(Shape.of(sizes), steps, offset);
    }

    /** Elements start, start + step, … below stop along one dimension; step > 0. */
    public Layout slice(int dim, long start, long stop, long step) {
        int axis = shape.axis(dim);
        if (step < 1 || start < 0 || stop < start || stop > shape.size(axis)) {
            throw new ShapeException("slice [" + start + ", " + stop + ") step " + step + " does not fit dimension "
                    + axis + " of " + shape);
        }
        long[] steps = strides.clone();
        steps[axis] *= step;
        return new Layout(shape.with(axis, (stop - start + step - 1) / step), steps, offset + start * strides[axis]);
    }

    /** Dimensions of size 1 repeated, new ones in front: no element is copied. */
    public Layout expand(Shape target) {
        int fresh = target.rank() - shape.rank();
        if (fresh < 0 || !Shape.broadcast(shape, target).equals(target)) {
            throw new ShapeException("shape " + shape + " does not expand to " + target);
        }
        long[] steps = new long[target.rank()];
        for (int i = fresh; i < steps.length; i++) {
            steps[i] = shape.size(i - fresh) == 1 ? 0 : strides[i - fresh];
        }
        return new Layout(target, steps, offset);
    }

    /** The order along the given dimensions reversed. */
    public Layout flip(int... dims) {
        long[] steps = strides.clone();
        long start = offset;
        for (int axis : shape.axes(dims)) {
            start += Math.max(0, shape.size(axis) - 1) * strides[axis];
            steps[axis] = -strides[axis];
        }
        return new Layout(shape, steps, start);
    }

    /** The same elements in row-major order under another shape, or empty where that needs a copy. */
    public Optional<Layout> reshape(Shape target) {
        if (target.elements() != shape.elements()) {
            throw new ShapeException("shape " + shape + " has " + shape.elements() + " elements, " + target + " has "
                    + target.elements());
        }
        if (isContiguous()) {
            return Optional.of(new Layout(target, target.strides(), offset));
        }
        return onlyOnesDiffer(target);
    }

    /** Dimensions of size 1 come and go freely, whatever the strides of the others. */
    private Optional<Layout> onlyOnesDiffer(Shape target) {
        long[] steps = new long[target.rank()];
        int from = 0;
        for (int i = 0; i < target.rank(); i++) {
            if (target.size(i) == 1) {
                continue;
            }
            while (from < shape.rank() && shape.size(from) == 1) {
                from++;
            }
            if (from == shape.rank() || shape.size(from) != target.size(i)) {
                return Optional.empty();
            }
            steps[i] = strides[from++];
        }
        return Optional.of(new Layout(target, steps, offset));
    }

    @Override
    public String toString() {
        return shape + " strides " + Arrays.toString(strides) + " offset " + offset;
    }
}
