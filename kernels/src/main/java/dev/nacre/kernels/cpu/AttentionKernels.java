package dev.nacre.kernels.cpu;

import dev.nacre.core.op.Attention;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Attention block by block with a running softmax (Dao et al. 2022, "FlashAttention", algorithm 1): scores exist for
 * {@link #QUERIES} queries and {@link #KEYS} keys at a time, never for all.
 */
final class AttentionKernels {
    /** Queries of a block: enough to pay for turning a block of keys. */
    static final int QUERIES = 16 * GemmTile.ROWS;
    static final int KEYS = 256;

    private final Attention attention;
    private final AttentionHeads query;
    private final AttentionHeads key;
    private final AttentionHeads value;
    private final AttentionHeads.Admission admission;

    AttentionKernels(Attention attention, AttentionHeads query, AttentionHeads key, AttentionHeads value,
                     AttentionHeads.Admission admission) {
        this.attention = attention;
        this.query = query;
        this.key = key;
        this.value = value;
        this.admission = admission;
    }

    /** y {@code [batch, heads, queries, width]} and ln Σeˢ {@code [batch, heads, queries]}, both from their starts. */
    void forward(Workers workers, int heads, MemorySegment y, MemorySegment sums) {
        int blocks = Math.ceilDiv(query.length(), QUERIES);
        long flops = 4L * QUERIES * key.length() * query.width();
        workers.ranges((long) heads * blocks, flops / 16, (begin, end) -> {
            try (var scores = Scratch.borrow((long) QUERIES * KEYS)) {
                for (long part = begin; part < end; part++) {
                    block((int) (part / blocks), (int) (part % blocks) * QUERIES, scores.segment(), y, sums);
                }
            }
        });
    }

    private void block(int head, int first, MemorySegment scores, MemorySegment y, MemorySegment sums) {
        int rows = Math.min(QUERIES, query.length() - first);
        int width = query.width();
        long row = (long) head * query.length() + first;
        var running = new Running(rows);
        y.asSlice(row * width * Float.BYTES, (long) rows * width * Float.BYTES).fill((byte) 0);
        var one = Workers.of(1);
        for (int k = 0; k < key.length(); k += KEYS) {
            int count = Math.min(KEYS, key.length() - k);
            if (admission.skips(first, rows, k, count)) {
                continue;
            }
            Gemm.multiply(one, query.left(head, first), key.turned(head, k), rows, count, width,
                    new Gemm.Target(scores, 0, count, false));
            weigh(running, head, first, k, count, scores, y, row);
            Gemm.multiply(one, new GemmOperand.LeftMatrix(scores, 0, count, 1), value.right(head, k), rows, width,
                    count,
                    new Gemm.Target(y, row * width, width, true));
        }
        var loops = new RowLoops(width);
        for (int r = 0; r < rows; r++) {
            long at = (row + r) * width;
            float inverse = running.sum[r] == 0 ? 0 : (float) (1 / running.sum[r]);
            loops.shiftScale(y, at, 0, inverse, y, at);
            Floats.set(sums, row + r, (float) (running.largest[r] + StrictMath.log(running.sum[r])));
        }
    }

    /** Turns scores into weights relative to the largest score so far, and what was summed before with them. */
    private void weigh(Running running, int head, int first, int k, int count, MemorySegment scores, MemorySegment y,
                       long row) {
        var loops = new RowLoops(count);
        var outputs = new RowLoops(query.width());
        float scale = (float) attention.scale();
        for (int r = 0; r < running.sum.length; r++) {
            long at = (long) r * count;
            loops.shiftScale(scores, at, 0, scale, scores, at);
            if (admission.excludesAny()) {
                admission.exclude(scores, at, head, first + r, k, count, Float.NEGATIVE_INFINITY);
            }
            float before = running.largest[r];
            float largest = Math.max(before, loops.largest(scores, at));
            if (largest == Float.NEGATIVE_INFINITY) {
                scores.asSlice(at * Float.BYTES, (long) count * Float.BYTES).fill((byte) 0);
                continue;
            }
            loops.exp(scores, at, largest, scores, at);
            if (largest > before) {
                double shrink = StrictMath.exp((double) before - largest);
                running.sum[r] *= shrink;
                running.largest[r] = largest;
                long to = (row + r) * query.width();
                outputs.shiftScale(y, to, 0, (float) shrink, y, to);
            }
            running.sum[r] += loops.sum(scores, at);
        }
    }

    /** The largest score of each query so far, and the sum of weights relative to it. */
    private static final class Running {
        final float[] largest;
        final double[] sum;

        Running(int rows) {
            largest = new float[rows];
            Arrays.fill(largest, Float.NEGATIVE_INFINITY);
            sum = new double[rows];
        }
    }
}
