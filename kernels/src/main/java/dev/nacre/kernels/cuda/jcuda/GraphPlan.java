package dev.nacre.kernels.cuda.jcuda;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcuda.jcudnn.cudnnBackendAttributeName;
import jcuda.jcudnn.cudnnBackendAttributeType;
import jcuda.jcudnn.cudnnBackendDescriptorType;
import jcuda.jcudnn.cudnnBackendNumericalNote;

/**
 * How cuDNN will run a graph of operations: the first engine of those it proposes, best first, that always adds in the
 * same order, does not change what is multiplied, and asks for bearable memory.
 *
 * @param plan      the finished plan
 * @param workspace bytes that it needs beside its tensors
 * @param constants numbers of the host that are passed after the tensors, each under the next name
 * @param kept      what must live as long as the plan
 */
record GraphPlan(GraphDescriptor plan, long workspace, List<MemorySegment> constants, List<GraphDescriptor> kept)
        implements AutoCloseable {
    /** CUDNN_HEUR_MODE_A and CUDNN_HEUR_MODE_FALLBACK. */
    private static final int[] SEARCHES = {3, 2};
    private static final int PROPOSALS = 24;
    private static final int NOTES = 32;
    private static final long MOST_WORKSPACE = 1L << 30;
    /** CUDNN_NUMERICAL_NOTE_WINOGRAD_TILE_4x4, _6x6 and _13x13. */
    private static final Set<Integer> ALWAYS_REFUSED = Set.of(
            cudnnBackendNumericalNote.CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS,
            cudnnBackendNumericalNote.CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION,
            cudnnBackendNumericalNote.CUDNN_NUMERICAL_NOTE_FFT,
            cudnnBackendNumericalNote.CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC,
            cudnnBackendNumericalNote.CUDNN_NUMERICAL_NOTE_WINOGRAD, 6, 7, 8);

    /**
     * Plans operations that hang together; empty where no engine serves.
     *
     * @param tensorCores whether tensor cores may be used: on float32 factors they round to TF32
     */
    static Optional<GraphPlan> of(List<GraphDescriptor> operations, GraphTarget target, boolean tensorCores) {
        return of(operations, List.of(), target, tensorCores);
    }

    /** The same with numbers of the host. */
    static Optional<GraphPlan> of(List<GraphDescriptor> operations, List<MemorySegment> constants, GraphTarget target,
            boolean tensorCores) {
        List<GraphDescriptor> kept = new ArrayList<>();
        GraphDescriptor graph = GraphDescriptor.of(cudnnBackendDescriptorType.CUDNN_BACKEND_OPERATIONGRAPH_DESCRIPTOR);
        kept.add(graph);
        target.tellGraph(graph);
        graph.parts(cudnnBackendAttributeName.CUDNN_ATTR_OPERATIONGRAPH_OPS, operations);
        if (graph.finishes()) {
            for (int search : SEARCHES) {
                Optional<GraphPlan> plan = search(graph, search, target, tensorCores, kept);
                if (plan.isPresent()) {
                    return plan.map(found -> new GraphPlan(found.plan, found.workspace, constants, kept));
                }
            }
        }
        kept.forEach(GraphDescriptor::close);
        return Optional.empty();
    }

    private static Optional<GraphPlan> search(GraphDescriptor graph, int mode, GraphTarget target, boolean tensorCores,
            List<GraphDescriptor> kept) {
        GraphDescriptor search = GraphDescriptor.of(cudnnBackendDescriptorType.CUDNN_BACKEND_ENGINEHEUR_DESCRIPTOR);
        List<GraphDescriptor> proposals = new ArrayList<>();
        try {
            search.part(cudnnBackendAttributeName.CUDNN_ATTR_ENGINEHEUR_OPERATION_GRAPH, graph)
                    .choice(cudnnBackendAttributeName.CUDNN_ATTR_ENGINEHEUR_MODE,
                            cudnnBackendAttributeType.CUDNN_TYPE_HEUR_MODE, mode);
            target.tellSearch(search);
            if (!search.finishes()) {
                return Optional.empty();
            }
            for (int i = 0; i < PROPOSALS; i++) {
                proposals.add(GraphDescriptor.of(cudnnBackendDescriptorType.CUDNN_BACKEND_ENGINECFG_DESCRIPTOR));
            }
            int found = search.fill(cudnnBackendAttributeName.CUDNN_ATTR_ENGINEHEUR_RESULTS, proposals);
            for (GraphDescriptor proposal : List.copyOf(proposals.subList(0, found))) {
                Optional<GraphPlan> plan = serves(proposal, tensorCores) ? plan(proposal, target, kept)
                        : Optional.empty();
                if (plan.isPresent()) {
                    proposals.remove(proposal);
                    kept.add(proposal);
                    return plan;
                }
            }
            return Optional.empty();
        } finally {
            proposals.forEach(GraphDescriptor::close);
            search.close();
        }
    }

    private static boolean serves(GraphDescriptor proposal, boolean tensorCores) {
        try (GraphDescriptor engine = GraphDescriptor.of(cudnnBackendDescriptorType.CUDNN_BACKEND_ENGINE_DESCRIPTOR)) {
            proposal.fill(cudnnBackendAttributeName.CUDNN_ATTR_ENGINECFG_ENGINE, List.of(engine));
            int[] notes = engine.choices(cudnnBackendAttributeName.CUDNN_ATTR_ENGINE_NUMERICAL_NOTE,
                    cudnnBackendAttributeType.CUDNN_TYPE_NUMERICAL_NOTE, NOTES);
            return Arrays.stream(notes).noneMatch(note -> ALWAYS_REFUSED.contains(note)
                    || !tensorCores && note == cudnnBackendNumericalNote.CUDNN_NUMERICAL_NOTE_TENSOR_CORE);
        }
    }

    private static Optional<GraphPlan> plan(GraphDescriptor proposal, GraphTarget target, List<GraphDescriptor> kept) {
        GraphDescriptor plan = GraphDescriptor.of(
                cudnnBackendDescriptorType.CUDNN_BACKEND_EXECUTION_PLAN_DESCRIPTOR);
        target.tellPlan(plan);
        plan.part(cudnnBackendAttributeName.CUDNN_ATTR_EXECUTION_PLAN_ENGINE_CONFIG, proposal);
        if (plan.finishes()) {
            long bytes = plan.integer(cudnnBackendAttributeName.CUDNN_ATTR_EXECUTION_PLAN_WORKSPACE_SIZE);
            if (bytes <= MOST_WORKSPACE) {
                return Optional.of(new GraphPlan(plan, bytes, List.of(), kept));
            }
        }
        plan.close();
        return Optional.empty();
    }

    @Override
    public void close() {
        plan.close();
        kept.forEach(GraphDescriptor::close);
    }
}
