package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.op.Attention;
import dev.nacre.kernels.cpu.jit.RowCall;
import dev.nacre.kernels.cpu.jit.RowProgram;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * The derivative of attention by emitted code (Dao et al. 2022, "FlashAttention", section B.4). Scores are transposed,
 * keys by queries, so that weights and slopes are left factors of dv = pᵀ·dy and dk = dsᵀ·q as they lie. A head is one
 * thread's; its blocks follow each other in a fixed order.
 *
 * @param sums       ln Σeˢ, {@code [batch, heads, queries]}
 * @param exclusions for rows of keys and columns of queries
 */
record EmittedAttentionGradient(Attention attention, AttentionHeads query, AttentionHeads key, AttentionHeads value,
                                AttentionHeads output, Dense sums, AttentionHeads cotangent,
                                AttentionExclusions exclusions) {
    private static final int QUERIES = 256;
    private static final int QUERIES_OF_WINDOW = 128;
    private static final int KEYS = 128;
    private static final int KEYS_OF_WINDOW = 64;

    void run(Workers workers, int heads, AttentionGradientKernels.Results results) {
        long flops = 10L * query.length() * key.length() * query.width();
        workers.ranges(heads, flops / 16, (begin, end) -> {
            try (var strip = new Strip(results)) {
                for (int head = (int) begin; head < end; head++) {
                    strip.run(head);
                }
            }
        });
    }

    private int queryBlock() {
        boolean small = exclusions.hasWindow() && attention.window() <= QUERIES_OF_WINDOW;
        return Math.min(small ? QUERIES_OF_WINDOW : QUERIES, query.length());
    }

    private int keyBlock() {
        boolean small = exclusions.hasWindow() && attention.window() <= QUERIES_OF_WINDOW;
        return Math.min(small ? KEYS_OF_WINDOW : KEYS, key.length());
    }

    /** Code for one number of queries. */
    private record Block(AttentionProduct scores, AttentionProduct products, AttentionProduct dv, AttentionProduct dk,
                         AttentionColumns dq, AttentionColumns dqOfLast) {
        long scratchBytes() {
            long most = Math.max(dq.scratchBytes(), dqOfLast.scratchBytes());
            for (var product : new AttentionProduct[] {scores, products, dv, dk}) {
                most = Math.max(most, product.scratchBytes());
            }
            return most;
        }
    }

    /** Memory and code of one thread. */
    private final class Strip implements AutoCloseable {
        private final AttentionGradientKernels.Results results;
        private final int width = query.width();
        private final int queries = queryBlock();
        private final int keys = keyBlock();
        private final int queryBlocks = Math.ceilDiv(query.length(), queries);
        private final int stride = EmittedAttention.scoreStride(queries);
        private final DType weights = AttentionProduct.weightType(attention.precision());
        private final Block whole = block(queries);
        private final Block last = block(query.length() - (queryBlocks - 1) * queries);
        private final Map<Integer, RowCall> slopes = new HashMap<>();
        private final RowCall means;
        private final Scratch scratch;
        private final long shiftsAt;
        private final long meansAt;
        private final long scoresAt;
        private final long slopesAt;
        private final long[] packedAt = new long[4];
        private final long productAt;

        Strip(AttentionGradientKernels.Results results) {
            this.results = results;
            var plan = new ScratchPlan();
            shiftsAt = plan.takeFloats(query.length());
            meansAt = plan.takeFloats(query.length());
            scoresAt = plan.takeFloats((long) keys * stride);
            slopesAt = plan.takeFloats((long) keys * stride);
            var packed = new AttentionProduct[] {whole.scores, whole.products, whole.dv, whole.dk};
            for (int i = 0; i < packed.length; i++) {
                packedAt[i] = plan.take(packed[i].packedBytes());
            }
            productAt = plan.take(Math.max(whole.scratchBytes(), last.scratchBytes()));
            scratch = plan.borrow();
            means = RowProgram.define(width, p -> p.storeNumber(p.rowSum(p.row(DType.FLOAT32)
                    .times(p.row(DType.FLOAT32))))).call();
        }

        private Block block(int count) {
            var precision = attention.precision();
            long weightStride = (long) stride * Float.BYTES / weights.bytes();
            int lastKeys = (key.length() - 1) % keys + 1;
            return new Block(
                    AttentionProduct.of(precision, width, count, DType.FLOAT32, key.rowStride(), stride, false),
                    AttentionProduct.of(precision, width, count, DType.FLOAT32, value.rowStride(), stride, false),
                    AttentionProduct.of(precision, count, width, weights, weightStride, width, true),
                    AttentionProduct.of(precision, count, width, weights, weightStride, width, true),
                    AttentionColumns.of(precision, keys, count, width, weightStride, key.rowStride(), width),
                    AttentionColumns.of(precision, lastKeys, count, width, weightStride, key.rowStride(), width));
        }

        private long at(long offset) {
            return scratch.segment().address() + offset;
        }

        void run(int head) {
            clear(results.dq(), head, query.length());
            clear(results.dk(), head, key.length());
            clear(results.dv(), head, key.length());
            means.rows(0, cotangent.address(head, 0), cotangent.rowStride() * Float.BYTES)
                    .rows(1, output.address(head, 0), output.rowStride() * Float.BYTES)
                    .numbers(2, at(meansAt), Float.BYTES).run(query.length());
            shifts(head);
            for (int first = 0; first < query.length(); first += queries) {
                int count = Math.min(queries, query.length() - first);
                queries(head, first, count, count == queries ? whole : last);
            }
        }

        private void clear(MemorySegment result, int head, int length) {
            long bytes = (long) length * width * Float.BYTES;
            result.asSlice(head * bytes, bytes).fill((byte) 0);
        }

        /** ln Σeˢ, and any finite number for a query that attends to nothing: its weights are e^−∞. */
        private void shifts(int head) {
            for (int q = 0; q < query.length(); q++) {
                float sum = Floats.get(sums.segment(), sums.offset() + (long) head * query.length() + q);
                Floats.set(scratch.segment(), shiftsAt / Float.BYTES + q, sum == Float.NEGATIVE_INFINITY ? 0 : sum);
            }
        }

        private void queries(int head, int first, int count, Block block) {
            block.scores.pack(query.address(head, first), query.rowStride(), true, at(packedAt[0]));
            block.products.pack(cotangent.address(head, first), cotangent.rowStride(), true, at(packedAt[1]));
            block.dv.pack(cotangent.address(head, first), cotangent.rowStride(), false, at(packedAt[2]));
            block.dk.pack(query.address(head, first), query.rowStride(), false, at(packedAt[3]));
            long dq = results.dq().address() + ((long) head * query.length() + first) * width * Float.BYTES;
            for (int k = 0; k < key.length(); k += keys) {
                int rows = Math.min(keys, key.length() - k);
                if (exclusions.skips(k, rows, first, count)) {
                    continue;
                }
                block.scores.run(key.address(head, k), at(packedAt[0]), at(scoresAt), rows, at(productAt));
                block.products.run(value.address(head, k), at(packedAt[1]), at(slopesAt), rows, at(productAt));
                weigh(head, first, count, k, rows);
                long to = ((long) head * key.length() + k) * width * Float.BYTES;
                block.dv.run(at(scoresAt), at(packedAt[2]), results.dv().address() + to, rows, at(productAt));
                block.dk.run(at(slopesAt), at(packedAt[3]), results.dk().address() + to, rows, at(productAt));
                (rows == keys ? block.dq : block.dqOfLast).run(at(slopesAt), key.address(head, k), dq, at(productAt));
            }
        }

        /** Scores become weights p = e^(s − ln Σeˢ), and products dy·v become slopes scale·p·(dy·v − Σ dy·y). */
        private void weigh(int head, int first, int count, int k, int rows) {
            boolean masked = exclusions.masks(head);
            var call = slopes.computeIfAbsent(masked ? -count : count, _ -> slopes(count, masked));
            long rowBytes = (long) stride * Float.BYTES;
            int operand = 0;
            call.rows(operand++, at(scoresAt), rowBytes).rows(operand++, at(slopesAt), rowBytes)
                    .scalar(operand++, (float) attention.scale())
                    .channels(operand++, at(shiftsAt) + (long) first * Float.BYTES)
                    .channels(operand++, at(meansAt) + (long) first * Float.BYTES);
            if (masked) {
                call.numbers(operand++, exclusions.mask(head, k), Float.BYTES);
            }
            if (exclusions.hasWindow()) {
                call.rows(operand++, exclusions.band(k, first), AttentionExclusions.bandStride());
            }
            call.rows(operand++, at(scoresAt), rowBytes).rows(operand, at(slopesAt), rowBytes).run(rows);
        }

        private RowCall slopes(int count, boolean masked) {
            return RowProgram.define(count, p -> {
                var products = p.row(DType.FLOAT32);
                var slopeProducts = p.row(DType.FLOAT32);
                var scale = p.scalar();
                var shift = p.channel();
                var mean = p.channel();
                var mask = masked ? p.number() : null;
                var band = exclusions.hasWindow() ? p.row(DType.FLOAT32) : null;
                var score = AttentionExclusions.exclude(p, products.times(scale), mask, band);
                var weight = AttentionExclusions.weight(p, score, shift);
                p.store(weights, weight);
                p.store(weights, weight.times(scale).times(slopeProducts.minus(mean)));
            }).call();
        }

        @Override
        public void close() {
            scratch.close();
        }
    }
}
