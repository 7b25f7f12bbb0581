package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.op.Attention;
import dev.nacre.kernels.cpu.jit.RowCall;
import dev.nacre.kernels.cpu.jit.RowProgram;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * Attention by emitted code: keys and values of a head are packed once; a block of queries is multiplied with all keys
 * that it reaches, its scores stay in the second-level cache while they become weights and are multiplied with the
 * values. Results do not depend on how blocks are shared out among threads.
 *
 * @param exclusions for rows of queries and columns of keys
 */
record EmittedAttention(Attention attention, AttentionHeads query, AttentionHeads key, AttentionHeads value,
                        AttentionExclusions exclusions) {
    private static final int KEYS = 256;
    private static final int KEYS_OF_WINDOW = 128;
    /** Scores of a block of queries: a quarter of the second-level cache. */
    private static final int SCORES = 1 << 17;
    private static final int LEAST_QUERIES = 32;
    private static final int MOST_QUERIES = 256;
    /** Rows of scores lie an odd number of lines apart, so that they fall into different sets of the caches. */
    private static final int LINE = 16;

    /** y {@code [batch, heads, queries, width]} and ln Σeˢ {@code [batch, heads, queries]}, both from their starts. */
    void forward(Workers workers, int heads, MemorySegment y, MemorySegment sums) {
        int rows = blockRows();
        int blocks = Math.ceilDiv(query.length(), rows);
        long flops = 4L * rows * key.length() * query.width();
        workers.ranges((long) heads * blocks, flops / 16, (begin, end) -> {
            try (var strip = new Strip(rows)) {
                int packed = -1;
                for (long part = begin; part < end; part++) {
                    int head = (int) (part / blocks);
                    if (head != packed) {
                        strip.pack(head);
                        packed = head;
                    }
                    strip.run(head, (int) (part % blocks) * rows, y, sums);
                }
            }
        });
    }

    private int keyBlock() {
        return exclusions.hasWindow() && attention.window() <= KEYS_OF_WINDOW ? KEYS_OF_WINDOW : KEYS;
    }

    /** The most keys that a block of queries reaches, whole blocks of keys. */
    private long reachedKeys(int rows) {
        long reached = exclusions.hasWindow() ? rows + 2L * attention.window() + 2L * keyBlock() : key.length();
        return Math.min(key.length(), reached);
    }

    private int blockRows() {
        long rows = exclusions.hasWindow() ? keyBlock() / 2 : SCORES / Math.max(1, key.length());
        int bounded = Math.clamp(rows / LINE * LINE, LEAST_QUERIES, MOST_QUERIES);
        return Math.min(bounded, query.length());
    }

    /** Floats from one row of that many scores to the next. */
    static int scoreStride(long count) {
        return (Math.ceilDiv(Math.toIntExact(count), LINE) | 1) * LINE;
    }

    /** Memory and code of one thread. */
    private final class Strip implements AutoCloseable {
        private final int block = keyBlock();
        private final int blocks = Math.ceilDiv(key.length(), block);
        private final int lastKeys = key.length() - (blocks - 1) * block;
        private final int width = query.width();
        private final int rows;
        private final int stride;
        private final DType weights = AttentionProduct.weightType(attention.precision());
        private final AttentionProduct[] scores = new AttentionProduct[2];
        private final AttentionProduct[][] sums = new AttentionProduct[2][2];
        private final Map<Integer, RowCall> softmax = new HashMap<>();
        private final RowCall normalise;
        private final Scratch scratch;
        private final long scoresAt;
        private final long largestAt;
        private final long sumsAt;
        private final long keysAt;
        private final long valuesAt;
        private final long productAt;

        Strip(int rows) {
            this.rows = rows;
            this.stride = scoreStride(reachedKeys(rows));
            long productBytes = 0;
            for (int last = 0; last < 2; last++) {
                int count = last == 1 ? lastKeys : Math.min(block, key.length());
                scores[last] = AttentionProduct.of(attention.precision(), width, count, DType.FLOAT32,
                        query.rowStride(), stride, false);
                productBytes = Math.max(productBytes, scores[last].scratchBytes());
                for (int next = 0; next < 2; next++) {
                    sums[last][next] = AttentionProduct.of(attention.precision(), count, width, weights,
                            (long) stride * Float.BYTES / weights.bytes(), width, next == 1);
                    productBytes = Math.max(productBytes, sums[last][next].scratchBytes());
                }
            }
            var plan = new ScratchPlan();
            scoresAt = plan.takeFloats((long) rows * stride);
            largestAt = plan.takeFloats(rows);
            sumsAt = plan.takeFloats(rows);
            keysAt = plan.take(blocks * scores[0].packedBytes());
            valuesAt = plan.take(blocks * sums[0][0].packedBytes());
            productAt = plan.take(productBytes);
            scratch = plan.borrow();
            normalise = RowProgram.define(width, p -> p.store(DType.FLOAT32, p.row(DType.FLOAT32).times(p.number())))
                    .call();
        }

        private long at(long offset) {
            return scratch.segment().address() + offset;
        }

        private int last(int k) {
            return k == blocks - 1 ? 1 : 0;
        }

        private long keys(int k) {
            return at(keysAt) + k * scores[0].packedBytes();
        }

        private long values(int k) {
            return at(valuesAt) + k * sums[0][0].packedBytes();
        }

        void pack(int head) {
            for (int k = 0; k < blocks; k++) {
                scores[last(k)].pack(key.address(head, k * block), key.rowStride(), true, keys(k));
                sums[last(k)][0].pack(value.address(head, k * block), value.rowStride(), false, values(k));
            }
        }

        void run(int head, int first, MemorySegment y, MemorySegment logSums) {
            int count = Math.min(rows, query.length() - first);
            int begin = 0;
            while (begin < blocks && exclusions.skips(first, count, begin * block, block)) {
                begin++;
            }
            int end = begin;
            while (end < blocks && !exclusions.skips(first, count, end * block, block)) {
                end++;
            }
            long row = (long) head * query.length() + first;
            long to = y.address() + row * width * Float.BYTES;
            if (begin == end) {
                y.asSlice(row * width * Float.BYTES, (long) count * width * Float.BYTES).fill((byte) 0);
                for (int r = 0; r < count; r++) {
                    Floats.set(logSums, row + r, Float.NEGATIVE_INFINITY);
                }
                return;
            }
            for (int k = begin; k < end; k++) {
                scores[last(k)].run(query.address(head, first), keys(k),
                        at(scoresAt) + (long) (k - begin) * block * Float.BYTES, count, at(productAt));
            }
            weigh(head, first, count, begin * block, Math.min(end * block, key.length()) - begin * block);
            for (int k = begin; k < end; k++) {
                sums[last(k)][k == begin ? 0 : 1].run(at(scoresAt) + (long) (k - begin) * block * weights.bytes(),
                        values(k), to, count, at(productAt));
            }
            finish(count, logSums, row);
            normalise.rows(0, to, (long) width * Float.BYTES).numbers(1, at(sumsAt), Float.BYTES)
                    .rows(2, to, (long) width * Float.BYTES).run(count);
        }

        /** Turns scores into weights relative to the largest of their row, which it keeps, and their sum. */
        private void weigh(int head, int first, int count, int firstKey, int keys) {
            boolean masked = exclusions.masks(head);
            var call = softmax.computeIfAbsent(masked ? -keys : keys, _ -> softmax(keys, masked));
            int operand = 0;
            call.rows(operand++, at(scoresAt), (long) stride * Float.BYTES)
                    .scalar(operand++, (float) attention.scale());
            if (masked) {
                call.channels(operand++, exclusions.mask(head, firstKey));
            }
            if (exclusions.hasWindow()) {
                call.rows(operand++, exclusions.band(first, firstKey), AttentionExclusions.bandStride());
            }
            call.rows(operand++, at(scoresAt), (long) stride * Float.BYTES).numbers(operand++, at(largestAt),
                    Float.BYTES).numbers(operand, at(sumsAt), Float.BYTES).run(count);
        }

        private RowCall softmax(int keys, boolean masked) {
            return RowProgram.define(keys, p -> {
                var products = p.row(DType.FLOAT32).times(p.scalar());
                var mask = masked ? p.channel() : null;
                var band = exclusions.hasWindow() ? p.row(DType.FLOAT32) : null;
                var score = AttentionExclusions.exclude(p, products, mask, band);
                // Finite, so that a row of nothing but −∞ becomes zeros.
                var largest = p.rowMaximum(score).max(p.constant(-Float.MAX_VALUE));
                var weight = AttentionExclusions.weight(p, score, largest);
                p.store(weights, weight);
                p.storeNumber(largest);
                p.storeNumber(p.rowSum(weight));
            }).call();
        }

        /** Writes ln Σeˢ, and 1 / Σ over the sums. */
        private void finish(int count, MemorySegment logSums, long row) {
            var memory = scratch.segment();
            for (int r = 0; r < count; r++) {
                float sum = Floats.get(memory, sumsAt / Float.BYTES + r);
                float largest = Floats.get(memory, largestAt / Float.BYTES + r);
                Floats.set(logSums, row + r, sum == 0 ? Float.NEGATIVE_INFINITY
                        : (float) (largest + StrictMath.log(sum)));
                Floats.set(memory, sumsAt / Float.BYTES + r, sum == 0 ? 0 : 1 / sum);
            }
        }

        @Override
        public void close() {
            scratch.close();
        }
    }
}
