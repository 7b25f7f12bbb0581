package dev.nacre.kernels.cpu;

import dev.nacre.kernels.cpu.PaddedRows.Picture;
import dev.nacre.kernels.cpu.jit.DepthwiseRow;
import dev.nacre.kernels.cpu.jit.RowCall;

/** Neighbouring pixels of each row of a depthwise result, whose inputs lie in rows of one kind. For one thread. */
final class DepthwiseStretch {
    private final Source source;
    private final int rows;
    private final RowCall[] calls;
    private final long stripeBytes;
    private final int pixels;
    private final long target;
    private final long targetStripe;
    private final long askedBytes;

    /** Rows of a picture, or copies of them: float32. */
    interface Source {
        /** Where the first pixel's first tap lies, of the first channel. */
        long address(int row);

        /** Where the row begins that will be read after this one; what lies there is asked for. */
        default long behind(int row) {
            return 0;
        }
    }

    /** The kernel for some channels. */
    interface Kernel {
        DepthwiseRow.Shape of(int channels);
    }

    /**
     * @param stripe  channels that pass along the row together
     * @param weights address of the first tap
     * @param first   the first pixel's column in the result
     */
    DepthwiseStretch(Source source, Kernel kernel, int stripe, long weights, Picture to, int first, int pixels) {
        this.source = source;
        this.pixels = pixels;
        this.rows = kernel.of(1).rows();
        this.stripeBytes = (long) stripe * Float.BYTES;
        this.askedBytes = stripeBytes * kernel.of(1).ahead() * pixels;
        this.target = (long) first * to.channels() * to.type().bytes();
        this.targetStripe = (long) stripe * to.type().bytes();
        this.calls = new RowCall[Math.ceilDiv(to.channels(), stripe)];
        for (int i = 0; i < calls.length; i++) {
            var shape = kernel.of(Math.min(stripe, to.channels() - i * stripe));
            calls[i] = DepthwiseRow.define(shape, to::store).call().channels(rows, weights + i * stripeBytes);
        }
    }

    /** Computes a row. @param last of the input rows; @param result where the row begins */
    void run(int last, long result) {
        for (int row = 0; row < rows; row++) {
            long from = source.address(last - rows + 1 + row);
            for (int i = 0; i < calls.length; i++) {
                calls[i].rows(row, from + i * stripeBytes, 0);
            }
        }
        long ahead = source.behind(last);
        for (int i = 0; i < calls.length; i++) {
            calls[i].rows(rows + 1, result + target + i * targetStripe, 0).run(pixels, ahead);
            ahead += askedBytes;
        }
    }
}
