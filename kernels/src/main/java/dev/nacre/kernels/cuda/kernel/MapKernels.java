package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.op.Affine;
import dev.nacre.core.op.Clamp;
import dev.nacre.core.op.Pow;
import dev.nacre.core.op.UnaryMap;
import java.util.List;

/** Functions of one and of two numbers, element by element, float32. */
public final class MapKernels {
    private MapKernels() {
    }

    /** y = f(x). */
    public static void unary(Launcher launcher, UnaryMap map, DeviceTensor x, DeviceTensor y) {
        Nest nest = Nest.of(x.layout());
        launcher.launchEach(map.name(), x.elements(), arguments -> {
            x.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(x.elements()).words(nest.words()).number(first(map)).number(second(map));
        });
    }

    /** dx = f′(point)·dy. */
    public static void gradient(Launcher launcher, UnaryMap map, DeviceTensor point, DeviceTensor dy, DeviceTensor dx) {
        Nest nest = Nest.of(point.layout(), dy.layout());
        launcher.launchEach(map.name() + "_gradient", dx.elements(), arguments -> {
            point.asInput(arguments);
            dy.asInput(arguments);
            dx.asOutput(arguments);
            arguments.word(dx.elements()).words(nest.words()).number(first(map)).number(second(map));
        });
    }

    private static float first(UnaryMap map) {
        return switch (map) {
            case Clamp clamp -> (float) clamp.low();
            case Pow pow -> (float) pow.exponent();
            case Affine affine -> (float) affine.scale();
            default -> 0;
        };
    }

    private static float second(UnaryMap map) {
        return switch (map) {
            case Clamp clamp -> (float) clamp.high();
            case Affine affine -> (float) affine.shift();
            default -> 0;
        };
    }

    /** y = x·scale + shift along the last dimension. */
    public static void scaleShift(Launcher launcher, DeviceTensor x, DeviceTensor scale, DeviceTensor shift,
            DeviceTensor y) {
        List<DeviceTensor> inputs = List.of(launcher.contiguous(x), launcher.contiguous(scale),
                launcher.contiguous(shift));
        launcher.launchEach("scale_shift", y.elements(), arguments -> {
            inputs.forEach(input -> input.asInput(arguments));
            y.asOutput(arguments);
            arguments.word(y.elements()).word(y.shape().size(-1));
        });
    }
}
