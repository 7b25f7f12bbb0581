package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.op.Linear;
import dev.nacre.core.op.RotaryEmbedding;
import java.util.List;

/** Linear layers and rotary positions, float32. */
public final class LinearKernels {
    private LinearKernels() {
    }

    /** y = x·W + b, or without b; all dimensions of x but the last are rows. */
    public static void linear(Launcher launcher, Linear linear, List<DeviceTensor> in, DeviceTensor y) {
        if (y.elements() == 0) {
            return;
        }
        DeviceTensor rows = GateKernels.flat(launcher.contiguous(in.get(0)));
        if (in.size() == 3) {
            GateKernels.affine(launcher, linear.precision(), rows, in.get(1), in.get(2), GateKernels.flat(y));
        } else {
            GateKernels.multiply(launcher, linear.precision(), rows, in.get(1), GateKernels.flat(y));
        }
    }

    /** Turns pairs of numbers by angles that grow with the position. */
    public static void rotary(Launcher launcher, RotaryEmbedding rotary, DeviceTensor x, DeviceTensor y) {
        long half = y.shape().size(3) / 2;
        Nest nest = Nest.of(x.layout());
        launcher.launchEach("rotary", y.elements() / 2, arguments -> {
            x.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(y.elements() / 2).words(nest.words()).word(y.shape().size(2)).word(half)
                    .real(rotary.theta()).real(rotary.reversed() ? -1 : 1);
        });
    }
}
