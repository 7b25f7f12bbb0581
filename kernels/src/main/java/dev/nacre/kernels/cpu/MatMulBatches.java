package dev.nacre.kernels.cpu;

import dev.nacre.core.Layout;
import dev.nacre.core.backend.Operand;
import java.util.List;

/**
 * A batch of products {@code [m, k] × [k, n]}, as few as possible: batches that lie as one tall left matrix are one.
 *
 * @param count products in the batch
 */
record MatMulBatches(Layout left, Layout right, int count, long m, long n, long k) {
    static MatMulBatches of(List<Operand> inputs, List<Operand> outputs) {
        var a = inputs.get(0).layout();
        var b = inputs.get(1).layout();
        long m = a.shape().size(-2);
        long n = b.shape().size(-1);
        long elements = outputs.getFirst().shape().elements();
        long batch = elements == 0 ? 0 : elements / (m * n);
        if (batch > 1 && oneMatrixForAll(a, b)) {
            m *= batch;
            batch = 1;
        }
        return new MatMulBatches(a, b, Math.toIntExact(batch), m, n, a.shape().size(-1));
    }

    /** Whether the batch can become rows: the right factor is the same for all, and the left ones lie as one matrix. */
    private static boolean oneMatrixForAll(Layout a, Layout b) {
        long expected = a.shape().size(-2) * a.stride(-2);
        for (int d = a.shape().rank() - 3; d >= 0; d--) {
            if (a.shape().size(d) == 1) {
                continue;
            }
            if (b.stride(d) != 0 || a.stride(d) != expected) {
                return false;
            }
            expected *= a.shape().size(d);
        }
        return true;
    }

    /** First element of left factor {@code index}. */
    long leftOffset(long index) {
        return offset(left, index);
    }

    /** First element of right factor {@code index}. */
    long rightOffset(long index) {
        return offset(right, index);
    }

    private static long offset(Layout layout, long index) {
        long rest = index;
        long offset = layout.offset();
        for (int d = layout.shape().rank() - 3; d >= 0; d--) {
            offset += rest % layout.shape().size(d) * layout.stride(d);
            rest /= layout.shape().size(d);
        }
        return offset;
    }
}
