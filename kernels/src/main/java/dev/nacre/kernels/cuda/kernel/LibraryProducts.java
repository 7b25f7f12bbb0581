package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.kernels.cuda.driver.PlannedProduct;
import dev.nacre.kernels.cuda.driver.PlannedWork;
import dev.nacre.kernels.cuda.driver.Region;
import java.util.ArrayList;
import java.util.List;

/** Products of matrices that end with adding a bias, by the vendor's library: their results are written once. */
final class LibraryProducts {
    private LibraryProducts() {
    }

    /**
     * y = a·b + bias, or y = a·b + residual + bias; answers whether the library had something for it. What lies so that
     * it would have to be copied is left to others, unless it is rounded, and so copied, anyway.
     *
     * @param residualOrNull shaped as y
     */
    static boolean run(Launcher launcher, Precision precision, DeviceTensor a, DeviceTensor b, DeviceTensor bias,
            DeviceTensor residualOrNull, DeviceTensor y) {
        DType type = precision == Precision.BFLOAT16 ? DType.BFLOAT16 : DType.FLOAT32;
        if (y.elements() == 0 || a.elements() == 0 || !liesWell(y) || !fits(a, type) || !fits(b, type)) {
            return false;
        }
        PlannedProduct product = new PlannedProduct(y.shape().size(0), a.shape().size(1), y.shape().size(1),
                type == DType.BFLOAT16, residualOrNull != null);
        long workspace = launcher.plan(product);
        if (workspace < 0) {
            return false;
        }
        List<Region> tensors = new ArrayList<>(List.of(launcher.aligned(a, type).read(),
                launcher.aligned(b, type).read(), launcher.aligned(bias, DType.FLOAT32).read()));
        if (residualOrNull != null) {
            tensors.add(launcher.aligned(residualOrNull, DType.FLOAT32).read());
        }
        tensors.add(y.written());
        launcher.run(product, workspace, tensors.toArray(Region[]::new));
        return true;
    }

    private static boolean fits(DeviceTensor x, DType type) {
        return x.type() != type || liesWell(x);
    }

    private static boolean liesWell(DeviceTensor x) {
        return x.layout().isContiguous() && x.address() % PlannedWork.ALIGNMENT == 0;
    }
}
