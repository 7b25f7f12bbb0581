package dev.nacre.core;

import dev.nacre.core.op.Apply;
import dev.nacre.core.op.Extremum;
import dev.nacre.core.op.Sum;
import java.util.Arrays;
import java.util.List;

/** Many elements to one. Without dimensions, over all of them. Negative dimensions count from the end. */
sealed interface Reductions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    private Tensor sum(boolean keepDims, int... dims) {
        List<Integer> axes = Arrays.stream(self().shape().axes(dims)).boxed().toList();
        return axes.isEmpty() ? self() : Apply.one(new Sum(axes, keepDims), self());
    }

    private double count(int... dims) {
        return Arrays.stream(self().shape().axes(dims)).mapToDouble(self()::size).reduce(1, (a, b) -> a * b);
    }

    /** Σ over the dimensions, which go. */
    default Tensor sum(int... dims) {
        return sum(false, dims);
    }

    /** Σ over the dimensions, which stay with size 1. */
    default Tensor sumKeep(int... dims) {
        return sum(true, dims);
    }

    /** The mean over the dimensions, which go. */
    default Tensor mean(int... dims) {
        return sum(dims).mul(1 / count(dims));
    }

    /** The mean over the dimensions, which stay with size 1. */
    default Tensor meanKeep(int... dims) {
        return sumKeep(dims).mul(1 / count(dims));
    }

    /** The mean squared distance from the mean (divided by n, not n − 1), over dimensions that go. */
    default Tensor variance(int... dims) {
        return self().sub(meanKeep(dims)).square().mean(dims);
    }

    /** The largest element along {@code dim}, which goes, and its position (int64; the first of equal ones). */
    default List<Tensor> max(int dim) {
        return Apply.all(new Extremum(self().shape().axis(dim), true), List.of(self()));
    }

    /** The smallest element along {@code dim}, which goes, and its position (int64; the first of equal ones). */
    default List<Tensor> min(int dim) {
        return Apply.all(new Extremum(self().shape().axis(dim), false), List.of(self()));
    }

    /** Position of the largest element along {@code dim}: int64. */
    default Tensor argmax(int dim) {
        return max(dim).getLast();
    }

    /** ln Σ eˣ along {@code dim}, which goes; large elements do not overflow, and where all are −∞, so is the sum. */
    default Tensor logSumExp(int dim) {
        // Clamped, since −∞ − −∞ would not be a number.
        Tensor largest = Autograd.withoutGradients(() -> max(dim).getFirst().unsqueeze(self().shape().axis(dim))
                .clamp(-Float.MAX_VALUE, Float.MAX_VALUE));
        Tensor shifted = self().sub(largest).exp().sum(dim).log();
        return shifted.add(largest.reshape(shifted.shape()));
    }
}
