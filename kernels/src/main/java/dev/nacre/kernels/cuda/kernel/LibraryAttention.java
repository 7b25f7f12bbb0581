package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.op.Attention;
import dev.nacre.kernels.cuda.driver.PlannedAttention;
import java.util.List;

/**
 * Attention by the vendor's library: where factors may be rounded to bfloat16, every query attends to every key, and
 * there are so many that a plan for the lengths repays the seconds that it takes.
 */
final class LibraryAttention {
    private static final long LONG = 512;
    private static final int WIDEST = 128;
    private static final int WIDTH_STEP = 8;

    private LibraryAttention() {
    }

    /** y and ln Σeˢ from query, key and value; answers whether the library had something for it. */
    static boolean forward(Launcher launcher, Attention attention, List<DeviceTensor> in, List<DeviceTensor> out) {
        Shape query = in.getFirst().shape();
        long keys = in.get(1).shape().size(2);
        long width = query.size(3);
        boolean serves = attention.precision() == Precision.BFLOAT16 && attention.window() < 0 && in.size() == 3
                && query.size(2) >= LONG && keys >= LONG && width <= WIDEST && width % WIDTH_STEP == 0;
        if (!serves) {
            return false;
        }
        PlannedAttention work = new PlannedAttention(query.size(0), query.size(1), query.size(2), keys, width,
                (float) attention.scale());
        long workspace = launcher.plan(work);
        if (workspace < 0) {
            return false;
        }
        launcher.run(work, workspace, launcher.aligned(in.get(0), DType.BFLOAT16).read(),
                launcher.aligned(in.get(1), DType.BFLOAT16).read(), launcher.aligned(in.get(2), DType.BFLOAT16).read(),
                out.get(0).written(), out.get(1).written());
        return true;
    }
}
