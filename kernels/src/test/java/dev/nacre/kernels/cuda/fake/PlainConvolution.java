package dev.nacre.kernels.cuda.fake;

import dev.nacre.kernels.cuda.driver.Convolution;
import dev.nacre.kernels.cuda.driver.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** A convolution by plain loops, its weight {@code [out, height, width, in]}: what a vendor's library would compute. */
final class PlainConvolution {
    private final Convolution sizes;
    private final MemorySegment x;
    private final MemorySegment w;
    private final MemorySegment y;
    private final double[] sums;

    private PlainConvolution(Convolution sizes, List<Region> tensors) {
        this.sizes = sizes;
        y = memory(tensors.get(0));
        x = memory(tensors.get(1));
        w = memory(tensors.get(2));
        sums = new double[(int) (result().byteSize() / Float.BYTES)];
    }

    static void run(Convolution sizes, List<Region> tensors) {
        PlainConvolution convolution = new PlainConvolution(sizes, tensors);
        convolution.forEachPixel();
        for (int i = 0; i < convolution.sums.length; i++) {
            convolution.result().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) convolution.sums[i]);
        }
    }

    @SuppressWarnings("restricted")
    static MemorySegment memory(Region region) {
        return MemorySegment.ofAddress(region.address()).reinterpret(region.bytes());
    }

    private MemorySegment result() {
        return switch (sizes.result()) {
            case X -> x;
            case W -> w;
            case Y -> y;
        };
    }

    private double factor(MemorySegment tensor, long index) {
        return sizes.halves() ? Float.intBitsToFloat(tensor.getAtIndex(ValueLayout.JAVA_SHORT, index) << Short.SIZE)
                : tensor.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    private void forEachPixel() {
        for (long b = 0; b < sizes.batch(); b++) {
            for (long i = 0; i < sizes.outHeight(); i++) {
                for (long j = 0; j < sizes.outWidth(); j++) {
                    taps(b, i, j);
                }
            }
        }
    }

    private void taps(long b, long i, long j) {
        for (long u = 0; u < sizes.kernelHeight(); u++) {
            long row = i * sizes.strideHeight() + u * sizes.dilationHeight() - sizes.top();
            for (long v = 0; v < sizes.kernelWidth(); v++) {
                long column = j * sizes.strideWidth() + v * sizes.dilationWidth() - sizes.left();
                if (row >= 0 && row < sizes.height() && column >= 0 && column < sizes.width()) {
                    channels(((b * sizes.height() + row) * sizes.width() + column) * sizes.in(),
                            u * sizes.kernelWidth() + v,
                            ((b * sizes.outHeight() + i) * sizes.outWidth() + j) * sizes.out());
                }
            }
        }
    }

    private void channels(long pixel, long tap, long target) {
        for (long o = 0; o < sizes.out(); o++) {
            for (long c = 0; c < sizes.in(); c++) {
                long weight = (o * sizes.kernelHeight() * sizes.kernelWidth() + tap) * sizes.in() + c;
                switch (sizes.result()) {
                    case Y -> sums[(int) (target + o)] += factor(x, pixel + c) * factor(w, weight);
                    case X -> sums[(int) (pixel + c)] += factor(y, target + o) * factor(w, weight);
                    case W -> sums[(int) weight] += factor(x, pixel + c) * factor(y, target + o);
                }
            }
        }
    }
}
