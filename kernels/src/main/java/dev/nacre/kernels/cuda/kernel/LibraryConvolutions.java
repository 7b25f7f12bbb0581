package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.kernels.cuda.driver.Convolution;
import dev.nacre.kernels.cuda.driver.Region;

/**
 * Convolutions of one group by the vendor's library. It wants the weight as {@code [out, height, width, in]}: that is
 * moved, the pictures are not.
 */
final class LibraryConvolutions {
    private LibraryConvolutions() {
    }

    /** One of y, x and w from the two others; answers whether the library had something for it. */
    static boolean run(Launcher launcher, Convolution.Result result, ConvolutionSizes sizes, Precision precision,
            DeviceTensor y, DeviceTensor x, DeviceTensor w) {
        Convolution convolution = sizes.library(result, precision == Precision.BFLOAT16);
        long workspace = sizes.window().groups() > 1 ? -1 : launcher.plan(convolution);
        if (workspace < 0) {
            return false;
        }
        DeviceTensor outFirst = new DeviceTensor(w.block(), w.type(), w.layout().permute(3, 0, 1, 2));
        boolean ofWeight = result == Convolution.Result.W;
        DeviceTensor weight = ofWeight ? launcher.scratch(DType.FLOAT32, outFirst.shape()) : outFirst;
        launcher.run(convolution, workspace, tensor(launcher, convolution, y, result == Convolution.Result.Y),
                tensor(launcher, convolution, x, result == Convolution.Result.X),
                tensor(launcher, convolution, weight, ofWeight));
        if (ofWeight) {
            CopyKernels.copy(launcher, new DeviceTensor(weight.block(), weight.type(),
                    weight.layout().permute(1, 2, 3, 0)), w);
        }
        return true;
    }

    private static Region tensor(Launcher launcher, Convolution convolution, DeviceTensor x, boolean isResult) {
        return isResult ? x.written()
                : launcher.aligned(x, convolution.halves() ? DType.BFLOAT16 : DType.FLOAT32).read();
    }
}
