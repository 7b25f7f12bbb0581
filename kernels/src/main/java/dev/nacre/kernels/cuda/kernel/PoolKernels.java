package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.Shape;
import dev.nacre.core.op.MaxPool2d;
import dev.nacre.core.op.Window;

/** Pooling, float32. */
public final class PoolKernels {
    private PoolKernels() {
    }

    /** The largest pixels and their positions. */
    public static void largest(Launcher launcher, MaxPool2d pool, DeviceTensor x, DeviceTensor y,
            DeviceTensor position) {
        DeviceTensor dense = launcher.contiguous(x);
        Shape from = x.shape();
        Shape to = y.shape();
        Window window = pool.window();
        launcher.launchEach("max_pool2d", y.elements(), arguments -> {
            dense.asInput(arguments);
            y.asOutput(arguments);
            position.asOutput(arguments);
            arguments.words(from.size(0), from.size(1), from.size(2), from.size(3), to.size(1), to.size(2),
                    pool.kernelHeight(), pool.kernelWidth(), window.strideHeight(), window.strideWidth(), window.top(),
                    window.left());
        });
    }
}
