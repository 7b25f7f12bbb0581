package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.Shape;
import dev.nacre.core.op.AffineSample;
import dev.nacre.core.op.RescaleLevels;

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
}
