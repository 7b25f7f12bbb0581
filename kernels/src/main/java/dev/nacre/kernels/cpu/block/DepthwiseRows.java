package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.jit.DepthwiseRow;
import dev.nacre.kernels.cpu.jit.RowCall;

/** Output rows of a depthwise convolution of some channels, read from a ring of padded rows. For one thread. */
final class DepthwiseRows {
    /** The convolution alone, stored in a type. */
    static final DepthwiseRow.Kinds<DType> PLAIN = new DepthwiseRow.Kinds<>((type, p, y) -> p.store(type, y));
    private static final DepthwiseRow.Kinds<DType> ACTIVATED = new DepthwiseRow.Kinds<>((type, p, y) -> {
        var activated = y.plus(p.channel()).silu();
        p.sum(activated);
        p.store(type, activated);
    });

    private final DepthwiseShape shape;
    private final RowCall call;
    private final int target;

    private DepthwiseRows(DepthwiseShape shape, int channels, DType type, long weights, int target,
            DepthwiseRow.Kinds<DType> kernels) {
        this.shape = shape;
        this.target = shape.kernelHeight() + target;
        this.call = kernels.of(type, DepthwiseRow.Shape.forward(shape.kernelHeight(), shape.kernelWidth(),
                shape.window().strideWidth(), channels, channels, shape.wide(), shape.wide())).call();
        call.channels(shape.kernelHeight(), weights);
    }

    /** The convolution alone. @param weights address of the first channel's first tap */
    static DepthwiseRows plain(DepthwiseShape shape, int channels, DType type, long weights) {
        return new DepthwiseRows(shape, channels, type, weights, 1, PLAIN);
    }

    /** With a bias, activated by SiLU, and added to {@code sums}. */
    static DepthwiseRows activated(DepthwiseShape shape, int channels, DType type, long weights, long bias, long sums) {
        var rows = new DepthwiseRows(shape, channels, type, weights, 3, ACTIVATED);
        rows.call.channels(shape.kernelHeight() + 1, bias).channels(shape.kernelHeight() + 2, sums);
        return rows;
    }

    /** Writes an output row to an address. */
    void run(RowRing rows, int picture, int outRow, long output) {
        for (int tap = 0; tap < shape.kernelHeight(); tap++) {
            call.rows(tap, rows.padded(picture, shape.firstRow(outRow) + tap), 0);
        }
        call.rows(target, output, 0).run(shape.outWidth());
    }
}
