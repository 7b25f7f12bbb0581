package dev.nacre.kernels.cuda.jcuda;

import dev.nacre.kernels.cuda.driver.PlannedAttention;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/**
 * Attention in the words of cuDNN's graph interface: ten operations which its engine knows as one, so that nothing
 * between them is written down. It wants them all, the logarithm of the sums among them.
 */
final class AttentionGraph {
    private AttentionGraph() {
    }

    /** Plans it; empty where no engine serves. */
    static Optional<GraphPlan> plan(PlannedAttention attention, GraphTarget target) {
        AttentionOperations operations = new AttentionOperations(attention.batch(), attention.heads());
        Optional<GraphPlan> plan = Optional.empty();
        try {
            describe(attention, operations);
            MemorySegment scale = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, attention.scale());
            plan = GraphPlan.of(operations.all(), List.of(scale), target, true);
            plan.ifPresent(found -> found.kept().addAll(operations.made()));
            return plan;
        } finally {
            if (plan.isEmpty()) {
                operations.close();
            }
        }
    }

    private static void describe(PlannedAttention sizes, AttentionOperations graph) {
        int float32 = AttentionOperations.FLOAT32;
        int bfloat16 = AttentionOperations.BFLOAT16;
        long queries = sizes.queries();
        long keys = sizes.keys();
        long width = sizes.width();
        GraphDescriptor query = graph.written(bfloat16, queries, width);
        GraphDescriptor turnedKey = graph.turned(bfloat16, width, keys);
        GraphDescriptor value = graph.written(bfloat16, keys, width);
        GraphDescriptor y = graph.written(float32, queries, width);
        GraphDescriptor logSums = graph.written(float32, queries, 1);
        GraphDescriptor scale = graph.number();
        GraphDescriptor products = graph.unwritten(float32, queries, keys);
        graph.multiply(query, turnedKey, products);
        GraphDescriptor scores = graph.unwritten(float32, queries, keys);
        graph.apply(AttentionOperations.MULTIPLY, products, scale, scores);
        GraphDescriptor largest = graph.unwritten(float32, queries, 1);
        graph.reduce(AttentionOperations.LARGEST, scores, largest);
        GraphDescriptor differences = graph.unwritten(float32, queries, keys);
        graph.apply(AttentionOperations.SUBTRACT, scores, largest, differences);
        GraphDescriptor exponentials = graph.unwritten(float32, queries, keys);
        graph.apply(AttentionOperations.EXPONENTIAL, differences, null, exponentials);
        GraphDescriptor sums = graph.unwritten(float32, queries, 1);
        graph.reduce(AttentionOperations.SUM, exponentials, sums);
        GraphDescriptor logarithms = graph.unwritten(float32, queries, 1);
        graph.apply(AttentionOperations.LOGARITHM, sums, null, logarithms);
        graph.apply(AttentionOperations.ADD, largest, logarithms, logSums);
        GraphDescriptor weights = graph.unwritten(bfloat16, queries, keys);
        graph.apply(AttentionOperations.DIVIDE, exponentials, sums, weights);
        graph.multiply(weights, value, y);
    }
}
