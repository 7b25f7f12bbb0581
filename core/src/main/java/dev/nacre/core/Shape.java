package dev.nacre.core;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The sizes of a tensor, outermost dimension first. Immutable; rank 0 is a scalar. */
public final class Shape {
    /** The shape of a scalar. */
    public static final Shape SCALAR = new Shape(new long[0]);

    private final long[] sizes;
    private final long elements;

    private Shape(long[] sizes) {
        this.sizes = sizes;
        long product = 1;
        for (long size : sizes) {
            if (size < 0) {
                throw new ShapeException("a size cannot be negative: " + text(sizes));
            }
            try {
                product = Math.multiplyExact(product, size);
            } catch (ArithmeticException e) {
                throw new ShapeException("more than 2^63 elements: " + text(sizes));
            }
        }
        this.elements = product;
    }

    /** The shape with these sizes. @throws ShapeException if one is negative or their product overflows */
    public static Shape of(long... sizes) {
        return sizes.length == 0 && SCALAR != null ? SCALAR : new Shape(sizes.clone());
    }

    /** Number of dimensions. */
    public int rank() {
        return sizes.length;
    }

    /** Number of elements. */
    public long elements() {
        return elements;
    }

    /** The size of a dimension; negative dimensions count from the end. */
    public long size(int dim) {
        return sizes[axis(dim)];
    }

    /** All sizes, a copy. */
    public long[] sizes() {
        return sizes.clone();
    }

    /** A dimension number in [0, rank), from one that may count from the end (−1 is the last). */
    public int axis(int dim) {
        int axis = dim < 0 ? dim + sizes.length : dim;
        if (axis < 0 || axis >= sizes.length) {
            throw new ShapeException("dimension " + dim + " does not exist in " + this);
        }
        return axis;
    }

    /** Several dimension numbers, each in [0, rank), sorted; an empty array means all. Duplicates are refused. */
    public int[] axes(int... dims) {
        if (dims.length == 0) {
            return IntStream.range(0, sizes.length).toArray();
        }
        int[] axes = Arrays.stream(dims).map(this::axis).sorted().toArray();
        for (int i = 1; i < axes.length; i++) {
            if (axes[i] == axes[i - 1]) {
                throw new ShapeException("dimension " + axes[i] + " of " + this + " is named twice");
            }
        }
        return axes;
    }

    /** This shape with one size replaced. */
    public Shape with(int dim, long size) {
        long[] changed = sizes.clone();
        changed[axis(dim)] = size;
        return new Shape(changed);
    }

    /** This shape without one dimension. */
    public Shape without(int dim) {
        int axis = axis(dim);
        return new Shape(LongStream.range(0, sizes.length).filter(i -> i != axis).map(i -> sizes[(int) i]).toArray());
    }

    /** This shape after a reduction over {@code axes}: those sizes become 1, or go. */
    public Shape reduced(int[] axes, boolean keepDims) {
        Shape shape = this;
        for (int i = axes.length - 1; i >= 0; i--) {
            shape = keepDims ? shape.with(axes[i], 1) : shape.without(axes[i]);
        }
        return shape;
    }

    /** Row-major distances in elements between neighbours along each dimension. */
    public long[] strides() {
        long[] strides = new long[sizes.length];
        long step = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= Math.max(1, sizes[i]);
        }
        return strides;
    }

    /**
     * The common shape of two operands: aligned at the last dimension, sizes equal or 1.
     *
     * @throws ShapeException naming the dimension that does not fit
     */
    public static Shape broadcast(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        long[] sizes = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long left = i <= a.rank() ? a.sizes[a.rank() - i] : 1;
            long right = i <= b.rank() ? b.sizes[b.rank() - i] : 1;
            if (left != right && left != 1 && right != 1) {
                throw new ShapeException("shapes " + a + " and " + b + " do not broadcast: dimension -" + i + " is "
                        + left + " against " + right);
            }
            sizes[rank - i] = left == 1 ? right : left;
        }
        return new Shape(sizes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return text(sizes);
    }

    private static String text(long[] sizes) {
        return LongStream.of(sizes).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
