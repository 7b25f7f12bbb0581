package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.op.Window;

/** Convolutions in which each channel has a kernel of its own, and their derivatives; float32. */
final class DepthwiseKernels {
    private static final int CHANNELS = 32;
    private static final int THREADS = 256;
    /** Results side by side that one thread computes. */
    private static final int STRIP = 4;
    /** Pixels that one block adds up. */
    private static final long CHUNK = 1024;

    private DepthwiseKernels() {
    }

    /** y from x and w. */
    static void forward(Launcher launcher, ConvolutionSizes sizes, DeviceTensor x, DeviceTensor w, DeviceTensor y) {
        slide(launcher, sizes.depthwise(), size(sizes), sizes.window(), x, launcher.contiguous(w), 0, y);
    }

    /** x from y and w. */
    static void inputGradient(Launcher launcher, ConvolutionSizes sizes, DeviceTensor y, DeviceTensor w,
            DeviceTensor x) {
        DeviceTensor weight = launcher.contiguous(w);
        if (sizes.window().strideHeight() == 1 && sizes.window().strideWidth() == 1) {
            long last = w.elements() - w.shape().size(3);
            slide(launcher, sizes.turnedDepthwise(), size(sizes), sizes.window(), y, weight, last, x);
            return;
        }
        DeviceTensor slope = launcher.contiguous(y);
        launcher.launchEach("depthwise_input_gradient", x.elements(), arguments -> {
            slope.asInput(arguments);
            weight.asInput(arguments);
            x.asOutput(arguments);
            arguments.words(sizes.depthwise());
        });
    }

    /** From pictures to pictures; {@code first} is the place of the first tap in the weight. */
    private static void slide(Launcher launcher, long[] sizes, int size, Window window, DeviceTensor from,
            DeviceTensor weight, long first, DeviceTensor to) {
        DeviceTensor dense = launcher.contiguous(from);
        boolean known = size > 0 && window.strideHeight() == window.strideWidth() && window.strideHeight() <= 2;
        String kernel = known ? "depthwise_" + size + "_" + window.strideHeight() : "depthwise";
        long width = to.shape().size(2);
        long threads = known ? to.elements() / width * Math.ceilDiv(width, STRIP) : to.elements();
        launcher.launchEach(kernel, threads, arguments -> {
            dense.asInput(arguments);
            arguments.readsAround(weight.address() + first * Float.BYTES, weight.address(), weight.bytes());
            to.asOutput(arguments);
            arguments.words(sizes);
        });
    }

    /** w from x and y: blocks add up a chunk of pixels each, and what they leave is added up by another launch. */
    static void weightGradient(Launcher launcher, ConvolutionSizes sizes, DeviceTensor x, DeviceTensor y,
            DeviceTensor w) {
        DeviceTensor picture = launcher.contiguous(x);
        DeviceTensor slope = launcher.contiguous(y);
        int size = size(sizes);
        long chunks = Math.ceilDiv(sizes.pixels(), CHUNK);
        DeviceTensor target = chunks == 1 ? w : launcher.scratch(DType.FLOAT32, Shape.of(chunks, w.elements()));
        long strips = Math.ceilDiv(w.shape().size(3), CHANNELS);
        long groups = size > 0 ? 1 : w.shape().size(0) * w.shape().size(1);
        launcher.launch(size > 0 ? "depthwise_weight_gradient_" + size : "depthwise_weight_gradient",
                strips * groups * chunks, THREADS, arguments -> {
                    picture.asInput(arguments);
                    slope.asInput(arguments);
                    target.asOutput(arguments);
                    arguments.words(sizes.depthwise()).word(CHUNK);
                });
        if (chunks > 1) {
            SumKernels.columns(launcher, target, w, 1, chunks, w.elements());
        }
    }

    /** The edge of a square kernel that has kernels of its own here, 0 for any other. */
    private static int size(ConvolutionSizes sizes) {
        long size = sizes.w().size(0);
        boolean square = size == sizes.w().size(1) && (size == 3 || size == 5);
        boolean dilated = sizes.window().dilationHeight() > 1 || sizes.window().dilationWidth() > 1;
        return square && !dilated ? (int) size : 0;
    }
}
