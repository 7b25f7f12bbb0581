package dev.nacre.kernels.cuda.jcuda;

import dev.nacre.kernels.cuda.driver.PlannedAttention;
import dev.nacre.kernels.cuda.driver.PlannedWork;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcuda.jcudnn.cudnnBackendAttributeName;
import jcuda.jcudnn.cudnnBackendAttributeType;
import jcuda.jcudnn.cudnnBackendDescriptorType;
import jcuda.jcudnn.cudnnDataType;

/**
 * Attention in the words of cuDNN's graph interface: ten operations which its engine knows as one, so that nothing
 * between them is written down. It wants them all, the logarithm of the sums among them.
 */
final class AttentionGraph {
    /** CUDNN_POINTWISE_ADD, _MUL, _DIV, _SUB, _EXP, _LOG. */
    private static final int ADD = 0;
    private static final int MULTIPLY = 1;
    private static final int DIVIDE = 6;
    private static final int SUBTRACT = 9;
    private static final int EXPONENTIAL = 13;
    private static final int LOGARITHM = 15;
    /** CUDNN_REDUCE_TENSOR_ADD, _MAX. */
    private static final int SUM = 0;
    private static final int LARGEST = 3;
    private static final int FLOAT32 = cudnnDataType.CUDNN_DATA_FLOAT;
    private static final int BFLOAT16 = cudnnDataType.CUDNN_DATA_BFLOAT16;

    private final PlannedAttention sizes;
    private final List<GraphDescriptor> made = new ArrayList<>();
    private final List<GraphDescriptor> operations = new ArrayList<>();
    /** Tensors from the first on are named; behind them, the scale; then what is not written. */
    private long names;

    private AttentionGraph(PlannedAttention sizes) {
        this.sizes = sizes;
    }

    /** Plans it; empty where no engine serves. */
    static Optional<GraphPlan> plan(PlannedAttention attention, GraphTarget target) {
        AttentionGraph graph = new AttentionGraph(attention);
        Optional<GraphPlan> plan = Optional.empty();
        try {
            graph.describe();
            MemorySegment scale = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, attention.scale());
            plan = GraphPlan.of(graph.operations, List.of(scale), target, true);
            plan.ifPresent(found -> found.kept().addAll(graph.made));
            return plan;
        } finally {
            if (plan.isEmpty()) {
                graph.made.forEach(GraphDescriptor::close);
            }
        }
    }

    private void describe() {
        long queries = sizes.queries();
        long keys = sizes.keys();
        long width = sizes.width();
        GraphDescriptor query = written(BFLOAT16, queries, width, width, 1);
        GraphDescriptor turnedKey = written(BFLOAT16, width, keys, 1, width);
        GraphDescriptor value = written(BFLOAT16, keys, width, width, 1);
        GraphDescriptor y = written(FLOAT32, queries, width, width, 1);
        GraphDescriptor logSums = written(FLOAT32, queries, 1, 1, 1);
        GraphDescriptor scale = number();
        GraphDescriptor products = unwritten(FLOAT32, keys);
        multiply(query, turnedKey, products);
        GraphDescriptor scores = unwritten(FLOAT32, keys);
        apply(MULTIPLY, products, scale, scores);
        GraphDescriptor largest = unwritten(FLOAT32, 1);
        reduce(LARGEST, scores, largest);
        GraphDescriptor differences = unwritten(FLOAT32, keys);
        apply(SUBTRACT, scores, largest, differences);
        GraphDescriptor exponentials = unwritten(FLOAT32, keys);
        apply(EXPONENTIAL, differences, null, exponentials);
        GraphDescriptor sums = unwritten(FLOAT32, 1);
        reduce(SUM, exponentials, sums);
        GraphDescriptor logarithms = unwritten(FLOAT32, 1);
        apply(LOGARITHM, sums, null, logarithms);
        apply(ADD, largest, logarithms, logSums);
        GraphDescriptor weights = unwritten(BFLOAT16, keys);
        apply(DIVIDE, exponentials, sums, weights);
        multiply(weights, value, y);
    }

    private GraphDescriptor made(int type) {
        GraphDescriptor descriptor = GraphDescriptor.of(type);
        made.add(descriptor);
        return descriptor;
    }

    private GraphDescriptor tensor(int type, long rows, long columns, long down, long along) {
        long head = rows * columns;
        return made(cudnnBackendDescriptorType.CUDNN_BACKEND_TENSOR_DESCRIPTOR)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_UNIQUE_ID, ++names)
                .type(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_DATA_TYPE, type)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_BYTE_ALIGNMENT, PlannedWork.ALIGNMENT)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_DIMENSIONS, sizes.batch(), sizes.heads(), rows,
                        columns)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_STRIDES, sizes.heads() * head, head, down, along);
    }

    private GraphDescriptor written(int type, long rows, long columns, long down, long along) {
        return tensor(type, rows, columns, down, along).finish("tensor");
    }

    /** A row for each query. */
    private GraphDescriptor unwritten(int type, long columns) {
        return tensor(type, sizes.queries(), columns, columns, 1)
                .flag(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_IS_VIRTUAL).finish("tensor in between");
    }

    private GraphDescriptor number() {
        return made(cudnnBackendDescriptorType.CUDNN_BACKEND_TENSOR_DESCRIPTOR)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_UNIQUE_ID, ++names)
                .type(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_DATA_TYPE, FLOAT32)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_BYTE_ALIGNMENT, PlannedWork.ALIGNMENT)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_DIMENSIONS, 1, 1, 1, 1)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_STRIDES, 1, 1, 1, 1)
                .flag(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_IS_BY_VALUE).finish("number");
    }

    private void multiply(GraphDescriptor a, GraphDescriptor b, GraphDescriptor c) {
        GraphDescriptor product = made(cudnnBackendDescriptorType.CUDNN_BACKEND_MATMUL_DESCRIPTOR)
                .type(cudnnBackendAttributeName.CUDNN_ATTR_MATMUL_COMP_TYPE, FLOAT32).finish("product");
        operations.add(made(cudnnBackendDescriptorType.CUDNN_BACKEND_OPERATION_MATMUL_DESCRIPTOR)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_MATMUL_ADESC, a)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_MATMUL_BDESC, b)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_MATMUL_CDESC, c)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_MATMUL_DESC, product)
                .finish("operation of product"));
    }

    private void apply(int mode, GraphDescriptor a, GraphDescriptor bOrNull, GraphDescriptor result) {
        GraphDescriptor function = made(cudnnBackendDescriptorType.CUDNN_BACKEND_POINTWISE_DESCRIPTOR)
                .choice(cudnnBackendAttributeName.CUDNN_ATTR_POINTWISE_MODE,
                        cudnnBackendAttributeType.CUDNN_TYPE_POINTWISE_MODE, mode)
                .type(cudnnBackendAttributeName.CUDNN_ATTR_POINTWISE_MATH_PREC, FLOAT32).finish("function " + mode);
        GraphDescriptor operation = made(cudnnBackendDescriptorType.CUDNN_BACKEND_OPERATION_POINTWISE_DESCRIPTOR)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_POINTWISE_PW_DESCRIPTOR, function)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_POINTWISE_XDESC, a);
        if (bOrNull != null) {
            operation.part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_POINTWISE_BDESC, bOrNull);
        }
        operations.add(operation.part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_POINTWISE_YDESC, result)
                .finish("operation of function " + mode));
    }

    private void reduce(int operator, GraphDescriptor from, GraphDescriptor to) {
        GraphDescriptor reduction = made(cudnnBackendDescriptorType.CUDNN_BACKEND_REDUCTION_DESCRIPTOR)
                .choice(cudnnBackendAttributeName.CUDNN_ATTR_REDUCTION_OPERATOR,
                        cudnnBackendAttributeType.CUDNN_TYPE_REDUCTION_OPERATOR_TYPE, operator)
                .type(cudnnBackendAttributeName.CUDNN_ATTR_REDUCTION_COMP_TYPE, FLOAT32)
                .finish("reduction " + operator);
        operations.add(made(cudnnBackendDescriptorType.CUDNN_BACKEND_OPERATION_REDUCTION_DESCRIPTOR)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_REDUCTION_DESC, reduction)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_REDUCTION_XDESC, from)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_REDUCTION_YDESC, to)
                .finish("operation of reduction"));
    }
}
