package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.Shape;
import dev.nacre.core.op.AffineSample;
import dev.nacre.core.op.GaussianSmooth;
import dev.nacre.core.op.RescaleLevels;
import dev.nacre.core.op.ResizeLevels;
import dev.nacre.kernels.cuda.driver.DeviceBlock;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** What happens to pictures before a network sees them, float32, with the processor's bits. */
public final class PictureKernels {
    private PictureKernels() {
    }

    /** Pictures moved by affine maps. */
    public static void affine(Launcher launcher, AffineSample sample, DeviceTensor x, DeviceTensor maps,
            DeviceTensor beyond, DeviceTensor y) {
        DeviceTensor from = launcher.contiguous(x);
        DeviceTensor dense = launcher.contiguous(maps);
        DeviceTensor outside = launcher.contiguous(beyond);
        launcher.launchEach("affine_sample", y.elements(), arguments -> {
            from.asInput(arguments);
            dense.asInput(arguments);
            outside.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(y.elements()).number(size(x.shape(), 1)).number(size(x.shape(), 2)).number(sample.height())
                    .number(sample.width()).number(sample.mirrored() ? 1 : 0);
        });
    }

    private static int size(Shape shape, int dim) {
        return Math.toIntExact(shape.size(dim));
    }

    /** Levels scaled by ranges. */
    public static void rescale(Launcher launcher, RescaleLevels rescale, DeviceTensor x, DeviceTensor ranges,
            DeviceTensor y) {
        DeviceTensor from = launcher.contiguous(x);
        DeviceTensor dense = launcher.contiguous(ranges);
        launcher.launchEach("rescale_levels", y.elements(), arguments -> {
            from.asInput(arguments);
            dense.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(y.elements()).word(x.shape().size(1) * x.shape().size(2)).real(rescale.mean())
                    .real(rescale.deviation());
        });
    }

    /** Levels along curves. */
    public static void bend(Launcher launcher, DeviceTensor x, DeviceTensor ranges, DeviceTensor curves,
            DeviceTensor y) {
        DeviceTensor from = launcher.contiguous(x);
        DeviceTensor bounds = launcher.contiguous(ranges);
        DeviceTensor dense = launcher.contiguous(curves);
        launcher.launchEach("bend_levels", y.elements(), arguments -> {
            from.asInput(arguments);
            bounds.asInput(arguments);
            dense.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(y.elements()).word(x.shape().size(1) * x.shape().size(2)).number(size(curves.shape(), 1));
        });
    }

    /** Random numbers for displacements, with the bits that the same keys give on every device. */
    public static void noise(Launcher launcher, DeviceTensor keys, DeviceTensor y) {
        DeviceTensor dense = launcher.contiguous(keys);
        launcher.launchEach("displacement_noise", y.elements() / 2, arguments -> {
            dense.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(y.elements() / 2).word(y.shape().size(2) * y.shape().size(3));
        });
    }

    /** Smoothed along rows, then along columns. */
    public static void smooth(Launcher launcher, GaussianSmooth smooth, DeviceTensor x, DeviceTensor y) {
        if (y.elements() == 0) {
            return;
        }
        float[] weights = smooth.weights();
        long[] words = new long[(weights.length + 1) / 2];
        MemorySegment.copy(weights, 0, MemorySegment.ofArray(words), ValueLayout.JAVA_FLOAT, 0, weights.length);
        DeviceBlock table = launcher.table(words, smooth);
        DeviceTensor between = launcher.scratch(x.type(), x.shape());
        pass(launcher, launcher.contiguous(x), table, weights.length, false, between);
        pass(launcher, between, table, weights.length, true, y);
    }

    private static void pass(Launcher launcher, DeviceTensor x, DeviceBlock weights, int taps, boolean columns,
            DeviceTensor y) {
        launcher.launchEach("gaussian_smooth", y.elements(), arguments -> {
            x.asInput(arguments);
            arguments.reads(weights.address(), weights.bytes());
            y.asOutput(arguments);
            arguments.word(y.elements()).number(size(y.shape(), 1)).number(size(y.shape(), 2)).number(taps)
                    .number(columns ? 1 : 0);
        });
    }

    /** Mirrored pictures, each pixel from a place of its own. */
    public static void displaced(Launcher launcher, DeviceTensor x, DeviceTensor distances, DeviceTensor strengths,
            DeviceTensor y) {
        DeviceTensor from = launcher.contiguous(x);
        DeviceTensor far = launcher.contiguous(distances);
        DeviceTensor dense = launcher.contiguous(strengths);
        launcher.launchEach("displaced_sample", y.elements(), arguments -> {
            from.asInput(arguments);
            far.asInput(arguments);
            dense.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(y.elements()).number(size(y.shape(), 1)).number(size(y.shape(), 2));
        });
    }

    /**
     * One picture of another size: levels, starts and weights of its rows, those of its columns. Along rows first; what
     * lies between is float32, so that the stored picture is never held as such.
     */
    public static void resize(Launcher launcher, ResizeLevels resize, List<DeviceTensor> in, DeviceTensor y) {
        if (y.elements() == 0) {
            return;
        }
        DeviceTensor levels = launcher.contiguous(in.get(0));
        List<DeviceTensor> sides = in.subList(1, in.size()).stream().map(launcher::contiguous).toList();
        int newWidth = size(y.shape(), 1);
        DeviceTensor rows = launcher.scratch(y.type(), Shape.of(levels.shape().size(0), newWidth));
        launcher.launchEach("resize_rows", rows.elements(), arguments -> {
            levels.asInput(arguments);
            sides.get(2).asInput(arguments);
            sides.get(3).asInput(arguments);
            rows.asOutput(arguments);
            arguments.word(rows.elements()).number(size(levels.shape(), 1)).number(newWidth)
                    .number(size(sides.get(3).shape(), 1)).number(size(levels.shape(), 2));
        });
        launcher.launchEach("resize_columns", y.elements(), arguments -> {
            rows.asInput(arguments);
            sides.get(0).asInput(arguments);
            sides.get(1).asInput(arguments);
            y.asOutput(arguments);
            arguments.word(y.elements()).number(size(rows.shape(), 0)).number(newWidth)
                    .number(size(sides.get(1).shape(), 1)).number((float) resize.highest())
                    .number(resize.whole() ? 1 : 0);
        });
    }
}
