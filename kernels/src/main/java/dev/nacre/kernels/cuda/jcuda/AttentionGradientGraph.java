package dev.nacre.kernels.cuda.jcuda;

import dev.nacre.kernels.cuda.driver.PlannedAttention;
import dev.nacre.kernels.cuda.driver.PlannedAttentionGradient;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import jcuda.jcudnn.JCudnn;

/**
 * The derivative of attention in the words of cuDNN's graph interface: seventeen operations which its engine knows as
 * one. Where dq is float32 its blocks of keys add to it as they come, in any order, which its notes do not say; where
 * it is bfloat16 they leave the slopes of the scores in the workspace, two bytes each, and dq is added up from them in
 * one order. A plan without that workspace is refused.
 */
final class AttentionGradientGraph {
    /** Older ones need a mask where the keys do not divide by this. */
    private static final int FIRST_FOR_ANY_LENGTH = 91_600;
    private static final int STEP = 128;

    private AttentionGradientGraph() {
    }

    /** Plans it; empty where no engine serves. */
    static Optional<GraphPlan> plan(PlannedAttentionGradient gradient, GraphTarget target) {
        PlannedAttention attention = gradient.attention();
        if (attention.keys() % STEP != 0 && JCudnn.cudnnGetVersion() < FIRST_FOR_ANY_LENGTH) {
            return Optional.empty();
        }
        AttentionOperations operations = new AttentionOperations(attention.batch(), attention.heads());
        Optional<GraphPlan> plan = Optional.empty();
        try {
            describe(attention, operations);
            MemorySegment one = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, 1);
            MemorySegment scale = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, attention.scale());
            Optional<GraphPlan> found = GraphPlan.of(operations.all(), List.of(one, scale), target, true);
            if (found.isPresent() && found.get().workspace() < slopes(attention)) {
                found.get().close();
                return Optional.empty();
            }
            plan = found;
            plan.ifPresent(kept -> kept.kept().addAll(operations.made()));
            return plan;
        } finally {
            if (plan.isEmpty()) {
                operations.close();
            }
        }
    }

    /** Bytes of one for each query and key. */
    private static long slopes(PlannedAttention sizes) {
        return 2 * sizes.batch() * sizes.heads() * sizes.queries() * sizes.keys();
    }

    private static void describe(PlannedAttention sizes, AttentionOperations graph) {
        int float32 = AttentionOperations.FLOAT32;
        int bfloat16 = AttentionOperations.BFLOAT16;
        long queries = sizes.queries();
        long keys = sizes.keys();
        long width = sizes.width();
        GraphDescriptor query = graph.written(bfloat16, queries, width);
        GraphDescriptor turnedKey = graph.turned(bfloat16, width, keys);
        GraphDescriptor turnedValue = graph.turned(bfloat16, width, keys);
        GraphDescriptor y = graph.written(float32, queries, width);
        GraphDescriptor logSums = graph.written(float32, queries, 1);
        GraphDescriptor slope = graph.written(bfloat16, queries, width);
        GraphDescriptor dq = graph.written(bfloat16, queries, width);
        GraphDescriptor dk = graph.written(float32, keys, width);
        GraphDescriptor dv = graph.written(float32, keys, width);
        GraphDescriptor means = graph.written(float32, queries, 1);
        GraphDescriptor one = graph.number();
        GraphDescriptor scale = graph.number();
        GraphDescriptor changes = graph.unwritten(float32, queries, width);
        graph.apply(AttentionOperations.MULTIPLY, slope, y, changes);
        GraphDescriptor sums = graph.unwritten(float32, queries, 1);
        graph.reduce(AttentionOperations.SUM, changes, sums);
        graph.apply(AttentionOperations.MULTIPLY, sums, one, means);
        GraphDescriptor products = graph.unwritten(float32, queries, keys);
        graph.multiply(query, turnedKey, products);
        GraphDescriptor scores = graph.unwritten(float32, queries, keys);
        graph.apply(AttentionOperations.MULTIPLY, products, scale, scores);
        GraphDescriptor logarithms = graph.unwritten(float32, queries, keys);
        graph.apply(AttentionOperations.SUBTRACT, scores, logSums, logarithms);
        GraphDescriptor weights = graph.unwritten(float32, queries, keys);
        graph.apply(AttentionOperations.EXPONENTIAL, logarithms, null, weights);
        graph.multiply(graph.transposed(bfloat16, weights, queries, keys), slope, dv);
        GraphDescriptor slopes = graph.unwritten(float32, queries, keys);
        graph.multiply(slope, turnedValue, slopes);
        GraphDescriptor differences = graph.unwritten(float32, queries, keys);
        graph.apply(AttentionOperations.SUBTRACT, slopes, means, differences);
        GraphDescriptor weighed = graph.unwritten(float32, queries, keys);
        graph.apply(AttentionOperations.MULTIPLY, differences, weights, weighed);
        GraphDescriptor scaled = graph.unwritten(float32, queries, keys);
        graph.apply(AttentionOperations.MULTIPLY, weighed, scale, scaled);
        graph.multiply(graph.transposed(bfloat16, scaled, queries, keys), query, dk);
        graph.multiply(scaled, graph.upright(bfloat16, turnedKey, keys, width), dq);
    }
}
