package dev.nacre.core.io;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.Arrays;

/**
 * How a file (a PyTorch checkpoint, a golden value) orders the dimensions of a tensor, and how Nacre does. A parameter
 * declares its file layout; whoever reads or writes a file reorders by it, and nothing else ever sees the file's order.
 */
public enum FileLayout {
    /** The same order on both sides: biases, embeddings, statistics. */
    SAME,
    /** A linear layer: {@code [out, in]} in the file, {@code [in, out]} here. */
    LINEAR(1, 0),
    /**
     * A convolution: {@code [out, inPerGroup, kernelHeight, kernelWidth]} in the file, {@code [kernelHeight,
     * kernelWidth, inPerGroup, out]} here. A depthwise one is the case {@code inPerGroup = 1}.
     */
    CONVOLUTION(2, 3, 1, 0),
    /** Pictures: {@code [batch, channel, height, width]} in the file, {@code [batch, height, width, channel]} here. */
    IMAGE(0, 2, 3, 1);

    /** Dimension i here is dimension {@code order[i]} of the file; empty for {@link #SAME}. */
    private final int[] order;

    FileLayout(int... order) {
        this.order = order;
    }

    /** The tensor of a file in our order; copied unless the order is the same. */
    public Tensor fromFile(Tensor file) {
        requireRank(file.shape());
        return order.length == 0 ? file : file.permute(order).contiguous();
    }

    /** Our tensor in the file's order; copied unless the order is the same. */
    public Tensor toFile(Tensor ours) {
        requireRank(ours.shape());
        return order.length == 0 ? ours.contiguous() : ours.permute(inverse()).contiguous();
    }

    /** The sizes of a file's tensor in our order. */
    public Shape fromFile(Shape file) {
        requireRank(file);
        return reordered(file, order);
    }

    /** Our sizes in the file's order. */
    public Shape toFile(Shape ours) {
        requireRank(ours);
        return reordered(ours, inverse());
    }

    /** Whether tensors of that many dimensions can be held in this layout. */
    public boolean fits(int rank) {
        return order.length == 0 || order.length == rank;
    }

    private void requireRank(Shape shape) {
        if (!fits(shape.rank())) {
            throw new IllegalArgumentException("The file layout " + this + " is for " + order.length
                    + " dimensions, and the shape " + shape + " has " + shape.rank() + "; declare another layout.");
        }
    }

    private int[] inverse() {
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[order[i]] = i;
        }
        return inverse;
    }

    private static Shape reordered(Shape shape, int[] order) {
        return order.length == 0 ? shape : Shape.of(Arrays.stream(order).mapToLong(shape::size).toArray());
    }
}
