package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.op.BinaryMap;
import dev.nacre.core.op.Comparison;
import java.util.Locale;

/** Functions and comparisons of two numbers, element by element; whole numbers that grow too large wrap. */
public final class PairKernels {
    private PairKernels() {
    }

    /** y = f(a, b); answers whether there is a kernel for the type. */
    public static boolean binary(Launcher launcher, BinaryMap map, DeviceTensor a, DeviceTensor b, DeviceTensor y) {
        return each(launcher, a.type() == DType.FLOAT32 ? map.name() : map.name() + "_" + name(a.type()), a, b, y);
    }

    /** Compares; answers whether there is a kernel for the type. */
    public static boolean compare(Launcher launcher, Comparison comparison, DeviceTensor a, DeviceTensor b,
            DeviceTensor y) {
        return each(launcher, comparison.name() + "_" + name(a.type()), a, b, y);
    }

    private static boolean each(Launcher launcher, String kernel, DeviceTensor a, DeviceTensor b, DeviceTensor y) {
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

    private static String name(DType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
