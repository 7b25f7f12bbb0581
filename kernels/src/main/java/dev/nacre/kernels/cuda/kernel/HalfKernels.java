package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Operations on numbers of 16 bits by way of float32: widened, computed, and rounded once. */
public final class HalfKernels {
    private HalfKernels() {
    }

    /** Whether there are such numbers among these. */
    public static boolean any(List<DeviceTensor> in, List<DeviceTensor> out) {
        return in.stream().anyMatch(HalfKernels::isHalf) || out.stream().anyMatch(HalfKernels::isHalf);
    }

    private static boolean isHalf(DeviceTensor x) {
        return x.type() == DType.BFLOAT16 || x.type() == DType.FLOAT16;
    }

    /** Answers what {@code work} on the widened inputs answers; where that is yes, the results were rounded. */
    public static boolean widened(Launcher launcher, List<DeviceTensor> in, List<DeviceTensor> out,
            BiPredicate<List<DeviceTensor>, List<DeviceTensor>> work) {
        if (!in.stream().allMatch(x -> Nest.of(x.layout()).fits())) {
            return false;
        }
        List<DeviceTensor> wideIn = new ArrayList<>();
        for (DeviceTensor x : in) {
            DeviceTensor wide = isHalf(x) ? launcher.scratch(DType.FLOAT32, x.shape()) : x;
            if (wide != x) {
                CopyKernels.cast(launcher, x, wide);
            }
            wideIn.add(wide);
        }
        List<DeviceTensor> wideOut = out.stream()
                .map(y -> isHalf(y) ? launcher.scratch(DType.FLOAT32, y.shape()) : y).toList();
        if (!work.test(wideIn, wideOut)) {
            return false;
        }
        for (int i = 0; i < out.size(); i++) {
            if (isHalf(out.get(i))) {
                CopyKernels.cast(launcher, wideOut.get(i), out.get(i));
            }
        }
        return true;
    }
}
