package dev.nacre.kernels.cpu;

import dev.nacre.kernels.cpu.GemmOperand.LeftMatrix;
import dev.nacre.kernels.cpu.GemmOperand.RightMatrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Convolutions as matrix products whose left factor gathers patches while it is packed: no picture of patches exists.
 * Groups run one after the other.
 */
final class Conv2dKernels {
    private Conv2dKernels() {
    }

    /** {@code y[n, oh, ow, o] = Σ x[n, oh·s − pad + kh·d, …, c] · w[kh, kw, c, o]}; {@code y} is overwritten. */
    static void forward(Workers workers, Conv2dShape shape, MemorySegment x, MemorySegment w, MemorySegment y) {
        if (EmittedConv2d.serves(shape)) {
            EmittedConv2d.forward(workers, shape, x, w, y);
            return;
        }
        int columns = shape.groupOutChannels();
        for (int group = 0; group < shape.groups(); group++) {
            var left = shape.isPointwise()
                    ? new LeftMatrix(x, (long) group * shape.groupChannels(), shape.channels(), 1)
                    : patches(shape, x, group).rows();
            var right = new RightMatrix(w, (long) group * columns, shape.outChannels(), 1);
            Gemm.multiply(workers, left, right, shape.outPixels(), columns, depth(shape),
                    new Gemm.Target(y, (long) group * columns, shape.outChannels(), false));
        }
    }

    /** {@code dw[kh, kw, c, o] = Σ x[n, oh·s − pad + kh·d, …, c] · dy[n, oh, ow, o]}; {@code dw} is overwritten. */
    static void weightGradient(Workers workers, Conv2dShape shape, MemorySegment x, MemorySegment dy,
            MemorySegment dw) {
        if (EmittedConv2d.servesWeightGradient(shape)) {
            EmittedConv2d.weightGradient(workers, shape, x, dy, dw);
            return;
        }
        int columns = shape.groupOutChannels();
        for (int group = 0; group < shape.groups(); group++) {
            var left = shape.isPointwise()
                    ? new LeftMatrix(x, (long) group * shape.groupChannels(), 1, shape.channels())
                    : patches(shape, x, group).columns();
            var right = new RightMatrix(dy, (long) group * columns, shape.outChannels(), 1);
            Gemm.multiply(workers, left, right, depth(shape), columns, shape.outPixels(),
                    new Gemm.Target(dw, (long) group * columns, shape.outChannels(), false));
        }
    }

    /**
     * {@code dx[n, h, w, c] = Σ dy[n, oh, ow, o] · w[kh, kw, c, o]} over the taps with {@code oh·s − pad + kh·d = h};
     * {@code dx} is overwritten. Pixels with the same remainder by the stride share their taps, and are one product.
     */
    static void inputGradient(Workers workers, Conv2dShape shape, MemorySegment dy, MemorySegment w, MemorySegment dx) {
        if (EmittedConv2dGradient.serves(shape)) {
            EmittedConv2dGradient.inputGradient(workers, shape, dy, w, dx);
            return;
        }
        for (int group = 0; group < shape.groups(); group++) {
            if (shape.isPointwise()) {
                pointwiseInputGradient(workers, shape, group, dy, w, dx);
                continue;
            }
            for (int row = 0; row < Math.min(shape.strideHeight(), shape.height()); row++) {
                for (int column = 0; column < Math.min(shape.strideWidth(), shape.width()); column++) {
                    inputGradientPhase(workers, shape, group, row, column, dy, w, dx);
                }
            }
        }
    }

    private static void pointwiseInputGradient(Workers workers, Conv2dShape shape, int group, MemorySegment dy,
            MemorySegment w, MemorySegment dx) {
        long out = (long) group * shape.groupOutChannels();
        Gemm.multiply(workers, new LeftMatrix(dy, out, shape.outChannels(), 1),
                new RightMatrix(w, out, 1, shape.outChannels()), shape.outPixels(), shape.groupChannels(),
                shape.groupOutChannels(), new Gemm.Target(dx, (long) group * shape.groupChannels(), shape.channels(),
                        false));
    }

    private static void inputGradientPhase(Workers workers, Conv2dShape shape, int group, int row, int column,
                                           MemorySegment dy, MemorySegment w, MemorySegment dx) {
        var taps = Conv2dPhase.of(shape, row, column);
        int gridHeight = Math.ceilDiv(shape.height() - row, shape.strideHeight());
        int gridWidth = Math.ceilDiv(shape.width() - column, shape.strideWidth());
        int channels = shape.groupOutChannels();
        var left = new Conv2dPatches(dy, (long) group * channels, shape.outHeight(), shape.outWidth(),
                shape.outChannels(), channels, gridHeight, gridWidth, 1, 1, taps.rows(), taps.columns(), 1);
        var right = new PhaseWeights(w, (long) group * channels, shape.outChannels(), shape.groupChannels(), channels,
                taps.indices());
        var rows = new Conv2dRows((long) group * shape.groupChannels(), shape.height(), shape.width(), shape.channels(),
                gridHeight, gridWidth, row, column, shape.strideHeight(), shape.strideWidth());
        Gemm.multiply(workers, left.rows(), right, (long) shape.batch() * gridHeight * gridWidth, shape.groupChannels(),
                left.depth(), new Gemm.Target(dx, rows, false));
    }

    private static long depth(Conv2dShape shape) {
        return (long) shape.kernelHeight() * shape.kernelWidth() * shape.groupChannels();
    }

    private static Conv2dPatches patches(Conv2dShape shape, MemorySegment x, int group) {
        int taps = shape.kernelHeight() * shape.kernelWidth();
        int[] rows = new int[taps];
        int[] columns = new int[taps];
        for (int tap = 0; tap < taps; tap++) {
            rows[tap] = tap / shape.kernelWidth() * shape.dilationHeight() - shape.padTop();
            columns[tap] = tap % shape.kernelWidth() * shape.dilationWidth() - shape.padLeft();
        }
        int joined = shape.dilationWidth() == 1 && shape.groups() == 1 ? shape.kernelWidth() : 1;
        return new Conv2dPatches(x, (long) group * shape.groupChannels(), shape.height(), shape.width(),
                shape.channels(), shape.groupChannels(), shape.outHeight(), shape.outWidth(), shape.strideHeight(),
                shape.strideWidth(), rows, columns, joined);
    }

    /** The weights of some taps, turned: {@code [taps · outChannels, inChannels]} of one group. */
    private record PhaseWeights(MemorySegment weights, long offset, int outChannels, int inChannels, int groupOut,
                                int[] taps) implements GemmOperand.Right {
        @Override
        public void pack(GemmTile tile, long k, int depth, long column, int columns, float[] panel, int to) {
            for (int c = 0; c < columns; c++) {
                int tap = (int) (k / groupOut);
                int out = (int) (k % groupOut);
                for (int i = 0; i < depth; i++) {
                    long at = offset + ((long) taps[tap] * inChannels + column + c) * outChannels + out;
                    panel[to + i * tile.columns() + c] = weights.getAtIndex(ValueLayout.JAVA_FLOAT, at);
                    if (++out == groupOut) {
                        out = 0;
                        tap++;
                    }
                }
            }
        }
    }
}
