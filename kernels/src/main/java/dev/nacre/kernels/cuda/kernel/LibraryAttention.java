package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.op.Attention;
import dev.nacre.kernels.cuda.driver.PlannedAttention;
import dev.nacre.kernels.cuda.driver.PlannedAttentionGradient;
import dev.nacre.kernels.cuda.driver.Region;
import java.util.List;

/**
 * Attention and its derivative by the vendor's library: where factors may be rounded to bfloat16, every query attends
 * to every key, and there are so many that a plan for the lengths repays the seconds that it takes.
 */
final class LibraryAttention {
    private static final long LONG = 512;
    private static final int WIDEST = 128;
    private static final int WIDTH_STEP = 8;

    private LibraryAttention() {
    }

    /** y and ln Σeˢ from query, key and value; answers whether the library had something for it. */
    static boolean forward(Launcher launcher, Attention attention, List<DeviceTensor> in, List<DeviceTensor> out) {
        if (in.size() > 3 || !serves(attention, in)) {
            return false;
        }
        PlannedAttention work = work(attention, in);
        long workspace = launcher.plan(work);
        if (workspace < 0) {
            return false;
        }
        launcher.run(work, workspace, factor(launcher, in.get(0)), factor(launcher, in.get(1)),
                factor(launcher, in.get(2)), out.get(0).written(), out.get(1).written());
        return true;
    }

    /**
     * dq, dk and dv from query, key, value, y, ln Σeˢ and dy; answers whether the library had something for it. dq
     * comes rounded.
     */
    static boolean gradient(Launcher launcher, Attention attention, List<DeviceTensor> in, List<DeviceTensor> out) {
        if (in.size() > 6 || !serves(attention, in)) {
            return false;
        }
        PlannedAttentionGradient work = new PlannedAttentionGradient(work(attention, in));
        long workspace = launcher.plan(work);
        if (workspace < 0) {
            return false;
        }
        DeviceTensor dq = launcher.scratch(DType.BFLOAT16, out.getFirst().shape());
        DeviceTensor means = launcher.scratch(DType.FLOAT32, in.get(4).shape());
        launcher.run(work, workspace, factor(launcher, in.get(0)), factor(launcher, in.get(1)),
                factor(launcher, in.get(2)), launcher.aligned(in.get(3), DType.FLOAT32).read(),
                launcher.aligned(in.get(4), DType.FLOAT32).read(), factor(launcher, in.get(5)), dq.written(),
                out.get(1).written(), out.get(2).written(), means.written());
        CopyKernels.cast(launcher, dq, out.getFirst());
        return true;
    }

    private static boolean serves(Attention attention, List<DeviceTensor> in) {
        Shape query = in.getFirst().shape();
        long width = query.size(3);
        return attention.precision() == Precision.BFLOAT16 && attention.window() < 0 && query.size(2) >= LONG
                && in.get(1).shape().size(2) >= LONG && width <= WIDEST && width % WIDTH_STEP == 0;
    }

    private static PlannedAttention work(Attention attention, List<DeviceTensor> in) {
        Shape query = in.getFirst().shape();
        return new PlannedAttention(query.size(0), query.size(1), query.size(2), in.get(1).shape().size(2),
                query.size(3), (float) attention.scale());
    }

    private static Region factor(Launcher launcher, DeviceTensor x) {
        return launcher.aligned(x, DType.BFLOAT16).read();
    }
}
