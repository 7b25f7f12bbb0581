package dev.nacre.core;

import dev.nacre.core.op.MatrixProduct;

/** Matrix products. */
sealed interface Products permits Tensor {
    /**
     * Matrix product over the last two dimensions, {@code [batch…, m, k] × [batch…, k, n] → [batch…, m, n]}; the batch
     * dimensions broadcast.
     */
    default Tensor matmul(Tensor other) {
        return MatrixProduct.of((Tensor) this, other);
    }
}
