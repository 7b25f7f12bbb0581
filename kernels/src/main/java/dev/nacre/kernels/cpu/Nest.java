package dev.nacre.kernels.cpu;

import dev.nacre.core.Layout;
import java.util.Arrays;

/**
 * A nest of loops over two operands of one shape, with as few loops as their strides allow: dimensions of size 1
 * are gone, and neighbours that both operands walk through as one are one.
 */
final class Nest {
    private final long[] sizes;
    private final long[] first;
    private final long[] second;

    private Nest(long[] sizes, long[] first, long[] second) {
        this.sizes = sizes;
        this.first = first;
        this.second = second;
    }

    static Nest of(Layout a, Layout b) {
        long[] shape = a.shape().sizes();
        long[] strideA = a.strides();
        long[] strideB = b.strides();
        long[] sizes = new long[shape.length + 1];
        long[] first = new long[shape.length + 1];
        long[] second = new long[shape.length + 1];
        int rank = 0;
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] == 1) {
                continue;
            }
            if (rank > 0 && first[rank - 1] == strideA[d] * shape[d] && second[rank - 1] == strideB[d] * shape[d]) {
                sizes[rank - 1] *= shape[d];
            } else {
                sizes[rank++] = shape[d];
            }
            first[rank - 1] = strideA[d];
            second[rank - 1] = strideB[d];
        }
        if (rank == 0) {
            sizes[rank++] = 1;
        }
        return new Nest(Arrays.copyOf(sizes, rank), Arrays.copyOf(first, rank), Arrays.copyOf(second, rank));
    }

    int rank() {
        return sizes.length;
    }

    /** Size of a loop, counted from the innermost: 0 is the innermost. */
    long size(int fromInside) {
        return fromInside < sizes.length ? sizes[sizes.length - 1 - fromInside] : 1;
    }

    /** Stride of the first operand in a loop counted from the innermost. */
    long firstStride(int fromInside) {
        return fromInside < sizes.length ? first[sizes.length - 1 - fromInside] : 0;
    }

    /** Stride of the second operand in a loop counted from the innermost. */
    long secondStride(int fromInside) {
        return fromInside < sizes.length ? second[sizes.length - 1 - fromInside] : 0;
    }

    /** Passes of all loops outside the {@code inner} innermost ones. */
    long outer(int inner) {
        long count = 1;
        for (int d = 0; d < sizes.length - inner; d++) {
            count *= sizes[d];
        }
        return count;
    }

    /** Where the first operand is at a pass of the loops outside the {@code inner} innermost ones. */
    long firstAt(long pass, int inner) {
        return at(first, pass, inner);
    }

    /** Where the second operand is at that pass. */
    long secondAt(long pass, int inner) {
        return at(second, pass, inner);
    }

    private long at(long[] strides, long pass, int inner) {
        long rest = pass;
        long at = 0;
        for (int d = sizes.length - 1 - inner; d >= 0; d--) {
            at += rest % sizes[d] * strides[d];
            rest /= sizes[d];
        }
        return at;
    }
}
