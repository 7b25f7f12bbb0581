package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.op.BinaryMap;
import java.util.Locale;

/** Functions of two whole numbers, element by element; what is too large wraps. */
public final class IntegerKernels {
    private IntegerKernels() {
    }

    /** y = f(a, b); answers whether there is a kernel for the type. */
    public static boolean binary(Launcher launcher, BinaryMap map, DeviceTensor a, DeviceTensor b, DeviceTensor y) {
        String kernel = map.name() + "_" + a.type().name().toLowerCase(Locale.ROOT);
        if (!launcher.has(kernel)) {
            return false;
        }
        Nest nest = Nest.of(a.layout(), b.layout());
        launcher.launchEach(kernel, y.elements(), arguments -> {
            a.asInput(arguments);
            b.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(y.elements()).words(nest.words());
        });
        return true;
    }
}
