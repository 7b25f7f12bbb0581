package dev.nacre.core.op;

import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import java.util.Arrays;

/** A matrix product whose batch dimensions broadcast: a composite around {@link MatMul}. */
public final class MatrixProduct {
    private MatrixProduct() {
    }

    /** {@code [batch…, m, k] × [batch…, k, n] → [batch…, m, n]}. */
    public static Tensor of(Tensor a, Tensor b) {
        if (a.rank() < 2 || b.rank() < 2) {
            throw new ShapeException("matmul(" + a.spec() + ", " + b.spec() + "): needs at least two dimensions each; "
                    + "use unsqueeze for vectors");
        }
        MatMul product = new MatMul(MixedPrecision.of(a, b));
        if (b.rank() == 2 && a.rank() > 2) {
            // One tall product instead of many small ones, and one tall weight gradient, too.
            Tensor rows = a.reshape(-1, a.size(-1));
            return Apply.one(product, rows, b).reshape(a.shape().with(-1, b.size(-1)));
        }
        Shape batch = Shape.broadcast(batch(a), batch(b));
        return Apply.one(product, expand(a, batch), expand(b, batch));
    }

    private static Shape batch(Tensor x) {
        return x.shape().without(-1).without(-1);
    }

    private static Tensor expand(Tensor x, Shape batch) {
        long[] sizes = Arrays.copyOf(batch.sizes(), batch.rank() + 2);
        sizes[batch.rank()] = x.size(-2);
        sizes[batch.rank() + 1] = x.size(-1);
        return x.expand(sizes);
    }
}
