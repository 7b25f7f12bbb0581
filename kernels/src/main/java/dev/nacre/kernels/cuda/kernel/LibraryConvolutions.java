package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.kernels.cuda.driver.Convolution;
import dev.nacre.kernels.cuda.driver.Region;

/**
 * Convolutions of one group by the vendor's library. It wants the weight as {@code [out, height, width, in]}: that is
 * moved, the pictures are not. Each answers whether the library had something for it.
 */
final class LibraryConvolutions {
    private LibraryConvolutions() {
    }

    /** y from x and w. */
    static boolean forward(Launcher launcher, ConvolutionSizes sizes, Precision precision, DeviceTensor x,
            DeviceTensor w, DeviceTensor y) {
        Convolution convolution = sizes.library(Convolution.Result.Y, precision == Precision.BFLOAT16);
        long workspace = workspace(launcher, sizes, convolution);
        if (workspace < 0) {
            return false;
        }
        launcher.run(convolution, workspace, y.written(), factor(launcher, convolution, x),
                factor(launcher, convolution, outFirst(w)));
        return true;
    }

    /** x from y and w. */
    static boolean inputGradient(Launcher launcher, ConvolutionSizes sizes, Precision precision, DeviceTensor y,
            DeviceTensor w, DeviceTensor x) {
        Convolution convolution = sizes.library(Convolution.Result.X, precision == Precision.BFLOAT16);
        long workspace = workspace(launcher, sizes, convolution);
        if (workspace < 0) {
            return false;
        }
        launcher.run(convolution, workspace, factor(launcher, convolution, y), x.written(),
                factor(launcher, convolution, outFirst(w)));
        return true;
    }

    /** w from x and y. */
    static boolean weightGradient(Launcher launcher, ConvolutionSizes sizes, Precision precision, DeviceTensor x,
            DeviceTensor y, DeviceTensor w) {
        Convolution convolution = sizes.library(Convolution.Result.W, precision == Precision.BFLOAT16);
        long workspace = workspace(launcher, sizes, convolution);
        if (workspace < 0) {
            return false;
        }
        DeviceTensor result = launcher.scratch(DType.FLOAT32, outFirst(w).shape());
        launcher.run(convolution, workspace, factor(launcher, convolution, y), factor(launcher, convolution, x),
                result.written());
        CopyKernels.copy(launcher, new DeviceTensor(result.block(), result.type(),
                result.layout().permute(1, 2, 3, 0)), w);
        return true;
    }

    private static long workspace(Launcher launcher, ConvolutionSizes sizes, Convolution convolution) {
        return sizes.window().groups() > 1 ? -1 : launcher.plan(convolution);
    }

    private static DeviceTensor outFirst(DeviceTensor w) {
        return new DeviceTensor(w.block(), w.type(), w.layout().permute(3, 0, 1, 2));
    }

    private static Region factor(Launcher launcher, Convolution convolution, DeviceTensor x) {
        return launcher.aligned(x, convolution.halves() ? DType.BFLOAT16 : DType.FLOAT32).read();
    }
}
