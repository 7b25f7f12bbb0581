package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.op.MatMul;
import dev.nacre.kernels.cuda.driver.Factor;
import dev.nacre.kernels.cuda.driver.Product;
import java.util.Optional;

/** Matrix products of float32 tensors, by the vendor's library; factors rounded to bfloat16 where that is asked. */
public final class ProductKernels {
    private ProductKernels() {
    }

    /** {@code [batch…, m, k] × [batch…, k, n] → [batch…, m, n]}. */
    public static void matMul(Launcher launcher, MatMul product, DeviceTensor a, DeviceTensor b, DeviceTensor y) {
        long m = y.shape().size(-2);
        long n = y.shape().size(-1);
        long k = a.shape().size(-1);
        if (y.elements() == 0 || k == 0) {
            launcher.clear(y);
            return;
        }
        boolean halves = product.precision() == Precision.BFLOAT16;
        long batch = y.elements() / m / n;
        Factor c = new Factor(y.address(), y.bytes(), false, n, m * n);
        launcher.multiply(new Product(m, n, k, Math.toIntExact(batch), factor(launcher, a, halves),
                factor(launcher, b, halves), c, halves, launcher.subject()));
    }

    private static Factor factor(Launcher launcher, DeviceTensor x, boolean halves) {
        if (halves && x.type() != DType.BFLOAT16) {
            DeviceTensor rounded = launcher.scratch(DType.BFLOAT16, x.shape());
            CopyKernels.cast(launcher, x, rounded);
            return asItLies(rounded).orElseThrow();
        }
        return asItLies(x).orElseGet(() -> asItLies(launcher.contiguous(x)).orElseThrow());
    }

    /** The library takes rows, or columns, at any equal distance, and matrices at any equal distance. */
    private static Optional<Factor> asItLies(DeviceTensor x) {
        long rows = x.shape().size(-2);
        long columns = x.shape().size(-1);
        long down = rows == 1 ? columns : x.layout().stride(-2);
        long along = columns == 1 ? 1 : x.layout().stride(-1);
        Optional<Long> stride = evenStride(x.layout());
        if (stride.isEmpty()) {
            return Optional.empty();
        }
        long bytes = x.span() * x.type().bytes();
        if (along == 1 && down >= columns) {
            return Optional.of(new Factor(x.address(), bytes, false, down, stride.get()));
        }
        boolean byColumns = (rows == 1 || x.layout().stride(-2) == 1) && along >= rows;
        return byColumns ? Optional.of(new Factor(x.address(), bytes, true, along, stride.get())) : Optional.empty();
    }

    /** The distance between neighbouring matrices, where all dimensions before the last two agree on one. */
    private static Optional<Long> evenStride(Layout layout) {
        Shape shape = layout.shape();
        long expected = -1;
        long first = 0;
        for (int d = shape.rank() - 3; d >= 0; d--) {
            if (shape.size(d) == 1) {
                continue;
            }
            long stride = layout.stride(d);
            if (stride < 0 || expected >= 0 && stride != expected) {
                return Optional.empty();
            }
            first = expected < 0 ? stride : first;
            expected = stride * shape.size(d);
        }
        return Optional.of(first);
    }
}
