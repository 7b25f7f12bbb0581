package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Constants of any element type. */
public final class FillKernels {
    private FillKernels() {
    }

    /** Every element of y, which is contiguous, becomes this value, rounded to the type as always. */
    public static void fill(Launcher launcher, double value, DeviceTensor y) {
        DType type = y.type();
        MemorySegment one = MemorySegment.ofArray(new long[1]);
        type.set(one, 0, value);
        long word = one.get(ValueLayout.JAVA_LONG, 0);
        launcher.launchEach("fill" + type.bytes(), y.elements(), arguments -> {
            y.asOutput(arguments);
            arguments.word(y.elements()).word(word);
        });
    }

    /** 0, 1, 2, … as int32. */
    public static void count(Launcher launcher, DeviceTensor y) {
        launcher.launchEach("count", y.elements(), arguments -> {
            y.asOutput(arguments);
            arguments.word(y.elements());
        });
    }
}
