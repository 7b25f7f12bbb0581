package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Conv2dInputGradient;
import dev.nacre.core.op.Conv2dWeightGradient;
import dev.nacre.core.op.MatMul;
import dev.nacre.kernels.cuda.driver.Convolution.Result;

/**
 * Convolutions and their derivatives, float32: those of each channel by itself by {@link DepthwiseKernels}, those with
 * a kernel of one pixel as products of matrices, others by the vendor's library, or, where it has nothing for them, by
 * tiles of a product whose factors are never written down.
 */
public final class ConvolutionKernels {
    private static final int TILE = 64;
    private static final int THREADS = 256;
    /** Pixels that one block adds up for a weight's derivative, where the parts are not many numbers. */
    private static final long CHUNK = 1024;
    private static final long MOST_PARTS = 1L << 24;

    private ConvolutionKernels() {
    }

    /** y from x and w. */
    public static void forward(Launcher launcher, Conv2d convolution, DeviceTensor x, DeviceTensor w, DeviceTensor y) {
        ConvolutionSizes sizes = new ConvolutionSizes(convolution.window(), x.shape(), w.shape(), y.shape());
        if (sizes.isEmpty()) {
            launcher.clear(y);
        } else if (sizes.isDepthwise()) {
            DepthwiseKernels.forward(launcher, sizes, x, w, y);
        } else if (sizes.isPointwise()) {
            ProductKernels.matMul(launcher, new MatMul(convolution.precision()), matrix(launcher, x),
                    matrix(launcher, w), matrix(launcher, y));
        } else if (!LibraryConvolutions.run(launcher, Result.Y, sizes, convolution.precision(), y, x, w)) {
            tiles(launcher, "conv2d", convolution.precision(), sizes.pixels(), w.shape().size(3), sizes, x, w, y);
        }
    }

    /** x from y and w. */
    public static void inputGradient(Launcher launcher, Conv2dInputGradient convolution, DeviceTensor y,
            DeviceTensor w, DeviceTensor x) {
        ConvolutionSizes sizes = new ConvolutionSizes(convolution.window(), x.shape(), w.shape(), y.shape());
        if (sizes.isEmpty()) {
            launcher.clear(x);
        } else if (sizes.isDepthwise()) {
            DepthwiseKernels.inputGradient(launcher, sizes, y, w, x);
        } else if (sizes.isPointwise()) {
            ProductKernels.matMul(launcher, new MatMul(convolution.precision()), matrix(launcher, y),
                    turned(matrix(launcher, w)), matrix(launcher, x));
        } else if (!LibraryConvolutions.run(launcher, Result.X, sizes, convolution.precision(), y, x, w)) {
            long pixels = x.shape().size(0) * x.shape().size(1) * x.shape().size(2);
            tiles(launcher, "conv2d_input_gradient", convolution.precision(), pixels, x.shape().size(3), sizes, y, w,
                    x);
        }
    }

    /** w from x and y. */
    public static void weightGradient(Launcher launcher, Conv2dWeightGradient convolution, DeviceTensor x,
            DeviceTensor y, DeviceTensor w) {
        ConvolutionSizes sizes = new ConvolutionSizes(convolution.window(), x.shape(), w.shape(), y.shape());
        if (sizes.isEmpty()) {
            launcher.clear(w);
        } else if (sizes.isDepthwise()) {
            DepthwiseKernels.weightGradient(launcher, sizes, x, y, w);
        } else if (sizes.isPointwise()) {
            ProductKernels.matMul(launcher, new MatMul(convolution.precision()), turned(matrix(launcher, x)),
                    matrix(launcher, y), matrix(launcher, w));
        } else if (!LibraryConvolutions.run(launcher, Result.W, sizes, convolution.precision(), y, x, w)) {
            parts(launcher, convolution.precision(), sizes, x, y, w);
        }
    }

    /** All dimensions but the last as one. */
    private static DeviceTensor matrix(Launcher launcher, DeviceTensor x) {
        DeviceTensor dense = launcher.contiguous(x);
        long width = x.shape().size(-1);
        Layout layout = dense.layout().reshape(Shape.of(x.elements() / width, width)).orElseThrow();
        return new DeviceTensor(dense.block(), dense.type(), layout);
    }

    private static DeviceTensor turned(DeviceTensor matrix) {
        return new DeviceTensor(matrix.block(), matrix.type(), matrix.layout().permute(1, 0));
    }

    private static String kernel(String name, Precision precision) {
        return precision == Precision.BFLOAT16 ? name + "_rounded" : name;
    }

    private static long tiles(long count) {
        return (count + TILE - 1) / TILE;
    }

    /** One block for each tile of each group of a result with so many rows and columns. */
    private static void tiles(Launcher launcher, String name, Precision precision, long rows, long columns,
            ConvolutionSizes sizes, DeviceTensor picture, DeviceTensor w, DeviceTensor result) {
        DeviceTensor from = launcher.contiguous(picture);
        DeviceTensor weight = launcher.contiguous(w);
        long groups = sizes.window().groups();
        launcher.launch(kernel(name, precision), tiles(rows) * tiles(columns / groups) * groups, THREADS,
                arguments -> {
                    from.asInput(arguments);
                    weight.asInput(arguments);
                    result.asOutput(arguments);
                    arguments.words(sizes.convolution());
                });
    }

    /**
     * Few results that are long sums: blocks add up a chunk of pixels each, and what they leave is added up by another
     * launch. The chunks depend on the sizes alone, and with them the order of the additions.
     */
    private static void parts(Launcher launcher, Precision precision, ConvolutionSizes sizes, DeviceTensor x,
            DeviceTensor y, DeviceTensor w) {
        DeviceTensor picture = launcher.contiguous(x);
        DeviceTensor slope = launcher.contiguous(y);
        long most = Math.max(1, MOST_PARTS / w.elements());
        long chunk = Math.ceilDiv(sizes.pixels(), Math.min(most, Math.ceilDiv(sizes.pixels(), CHUNK)));
        long chunks = Math.ceilDiv(sizes.pixels(), chunk);
        DeviceTensor target = chunks == 1 ? w : launcher.scratch(DType.FLOAT32, Shape.of(chunks, w.elements()));
        long rows = w.shape().size(0) * w.shape().size(1) * w.shape().size(2);
        long groups = sizes.window().groups();
        launcher.launch(kernel("conv2d_weight_gradient", precision),
                tiles(rows) * tiles(w.shape().size(3) / groups) * groups * chunks, THREADS, arguments -> {
                    picture.asInput(arguments);
                    slope.asInput(arguments);
                    target.asOutput(arguments);
                    arguments.words(sizes.convolution()).word(chunk);
                });
        if (chunks > 1) {
            SumKernels.columns(launcher, target, w, 1, chunks, w.elements());
        }
    }
}
