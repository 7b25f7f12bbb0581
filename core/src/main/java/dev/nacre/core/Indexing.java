package dev.nacre.core;

import dev.nacre.core.op.Apply;
import dev.nacre.core.op.Gather;

/** Elements chosen by index tensors (int32 or int64). */
sealed interface Indexing permits Tensor {
    /** y[…, i, …] = this[…, index[…, i, …], …] along {@code dim}. */
    default Tensor gather(int dim, Tensor index) {
        Tensor self = (Tensor) this;
        return Apply.one(new Gather(self.shape().axis(dim)), self, index);
    }
}
