package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.op.Pad;
import java.util.List;
import java.util.Locale;

/** Copies, choices, comparisons and conversions. */
public final class CopyKernels {
    /** With no more dimensions than this a tensor can be copied however it lies. */
    public static final int MOST_DIMENSIONS = Nest.MOST;

    private CopyKernels() {
    }

    /** Whether kernels can follow the ways in which these lie: each alone, and together where their shapes agree. */
    public static boolean reach(List<DeviceTensor> inputs) {
        List<Layout> layouts = inputs.stream().map(DeviceTensor::layout).toList();
        boolean together = layouts.stream().map(Layout::shape).distinct().count() == 1 && layouts.size() <= Nest.INPUTS;
        return together ? Nest.of(layouts).fits() : layouts.stream().allMatch(layout -> Nest.of(layout).fits());
    }

    /** Copies elements into row-major order. */
    static void copy(Launcher launcher, DeviceTensor x, DeviceTensor y) {
        Nest nest = Nest.of(x.layout());
        launcher.launchEach("copy" + x.type().bytes(), x.elements(), arguments -> {
            x.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(x.elements()).words(nest.words());
        });
    }

    /** Tensors one after the other along a dimension. */
    public static void concat(Launcher launcher, int axis, List<DeviceTensor> parts, DeviceTensor y) {
        long start = 0;
        for (DeviceTensor part : parts) {
            long end = start + part.shape().size(axis);
            place(launcher, part, new DeviceTensor(y.block(), y.type(), y.layout().slice(axis, start, end, 1)));
            start = end;
        }
    }

    /** Zeros before, after and between neighbours along a dimension. */
    public static void pad(Launcher launcher, Pad pad, DeviceTensor x, DeviceTensor y) {
        launcher.clear(y);
        if (x.elements() > 0) {
            long step = pad.between() + 1;
            long end = pad.before() + (x.shape().size(pad.axis()) - 1) * step + 1;
            place(launcher, x, new DeviceTensor(y.block(), y.type(),
                    y.layout().slice(pad.axis(), pad.before(), end, step)));
        }
    }

    private static void place(Launcher launcher, DeviceTensor x, DeviceTensor part) {
        Nest nest = Nest.of(x.layout(), part.layout());
        launcher.launchEach("place" + x.type().bytes(), x.elements(), arguments -> {
            x.asInput(arguments);
            part.asOutput(arguments);
            arguments.word(x.elements()).words(nest.words());
        });
    }

    /** Converts to the type of y; between types of which no kernel knows both, by way of float32. */
    public static void cast(Launcher launcher, DeviceTensor x, DeviceTensor y) {
        if (x.type() == y.type()) {
            copy(launcher, x, y);
            return;
        }
        String kernel = "cast_" + name(x.type()) + "_" + name(y.type());
        if (!launcher.has(kernel)) {
            DeviceTensor between = launcher.scratch(DType.FLOAT32, x.shape());
            cast(launcher, x, between);
            cast(launcher, between, y);
            return;
        }
        Nest nest = Nest.of(x.layout());
        launcher.launchEach(kernel, x.elements(), arguments -> {
            x.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(x.elements()).words(nest.words());
        });
    }

    /** y = condition ? a : b. */
    public static void where(Launcher launcher, DeviceTensor condition, DeviceTensor a, DeviceTensor b,
            DeviceTensor y) {
        Nest nest = Nest.of(condition.layout(), a.layout(), b.layout());
        launcher.launchEach("where" + y.type().bytes(), y.elements(), arguments -> {
            condition.asInput(arguments);
            a.asInput(arguments);
            b.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(y.elements()).words(nest.words());
        });
    }

    private static String name(DType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
