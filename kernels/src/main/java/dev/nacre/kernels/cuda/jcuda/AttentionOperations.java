package dev.nacre.kernels.cuda.jcuda;

import dev.nacre.kernels.cuda.driver.PlannedWork;
import java.util.ArrayList;
import java.util.List;
import jcuda.jcudnn.cudnnBackendAttributeName;
import jcuda.jcudnn.cudnnBackendAttributeType;
import jcuda.jcudnn.cudnnBackendDescriptorType;
import jcuda.jcudnn.cudnnDataType;

/**
 * Tensors {@code [batch, heads, rows, columns]} and operations on them in the words of cuDNN's graph interface. Tensors
 * are named by numbers in the order in which they are made: first those that are in memory, then numbers of the host,
 * then what is not written down. Closing this closes all that was made.
 */
final class AttentionOperations implements AutoCloseable {
    /** CUDNN_POINTWISE_ADD, _MUL, _DIV, _SUB, _EXP, _LOG. */
    static final int ADD = 0;
    static final int MULTIPLY = 1;
    static final int DIVIDE = 6;
    static final int SUBTRACT = 9;
    static final int EXPONENTIAL = 13;
    static final int LOGARITHM = 15;
    /** CUDNN_REDUCE_TENSOR_ADD, _MAX. */
    static final int SUM = 0;
    static final int LARGEST = 3;
    static final int FLOAT32 = cudnnDataType.CUDNN_DATA_FLOAT;
    static final int BFLOAT16 = cudnnDataType.CUDNN_DATA_BFLOAT16;
    /** CUDNN_BACKEND_OPERATION_RESHAPE_DESCRIPTOR, its _XDESC and _YDESC. */
    private static final int RESHAPE = 31;
    private static final int RESHAPED = 2200;
    private static final int RESHAPED_TO = 2201;

    private final long batch;
    private final long heads;
    private final List<GraphDescriptor> made = new ArrayList<>();
    private final List<GraphDescriptor> operations = new ArrayList<>();
    private long names;

    AttentionOperations(long batch, long heads) {
        this.batch = batch;
        this.heads = heads;
    }

    /** The operations, in their order. */
    List<GraphDescriptor> all() {
        return operations;
    }

    /** Everything that must live as long as a plan. */
    List<GraphDescriptor> made() {
        return made;
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
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_DIMENSIONS, batch, heads, rows, columns)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_STRIDES, heads * head, head, down, along);
    }

    /** In memory, row by row. */
    GraphDescriptor written(int type, long rows, long columns) {
        return tensor(type, rows, columns, columns, 1).finish("tensor");
    }

    /** In memory, column by column: the transpose of what lies row by row. */
    GraphDescriptor turned(int type, long rows, long columns) {
        return tensor(type, rows, columns, 1, rows).finish("turned tensor");
    }

    /** Between two operations. */
    GraphDescriptor unwritten(int type, long rows, long columns) {
        return tensor(type, rows, columns, columns, 1)
                .flag(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_IS_VIRTUAL).finish("tensor in between");
    }

    /** A number of the host, float32. */
    GraphDescriptor number() {
        return made(cudnnBackendDescriptorType.CUDNN_BACKEND_TENSOR_DESCRIPTOR)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_UNIQUE_ID, ++names)
                .type(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_DATA_TYPE, FLOAT32)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_BYTE_ALIGNMENT, PlannedWork.ALIGNMENT)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_DIMENSIONS, 1, 1, 1, 1)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_STRIDES, 1, 1, 1, 1)
                .flag(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_IS_BY_VALUE).finish("number");
    }

    /** c = a·b. */
    void multiply(GraphDescriptor a, GraphDescriptor b, GraphDescriptor c) {
        GraphDescriptor product = made(cudnnBackendDescriptorType.CUDNN_BACKEND_MATMUL_DESCRIPTOR)
                .type(cudnnBackendAttributeName.CUDNN_ATTR_MATMUL_COMP_TYPE, FLOAT32).finish("product");
        operations.add(made(cudnnBackendDescriptorType.CUDNN_BACKEND_OPERATION_MATMUL_DESCRIPTOR)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_MATMUL_ADESC, a)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_MATMUL_BDESC, b)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_MATMUL_CDESC, c)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_MATMUL_DESC, product)
                .finish("operation of product"));
    }

    /** A function of each element of one tensor, or of two. */
    void apply(int mode, GraphDescriptor a, GraphDescriptor bOrNull, GraphDescriptor result) {
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

    /** The sum, or the largest, of each row. */
    void reduce(int operator, GraphDescriptor from, GraphDescriptor to) {
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

    /** The transpose of what lies row by row, {@code [rows, columns]}, in another type: the same memory seen anew. */
    GraphDescriptor transposed(int type, GraphDescriptor from, long rows, long columns) {
        GraphDescriptor to = tensor(type, columns, rows, 1, columns)
                .flag(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_IS_VIRTUAL).finish("turned tensor in between");
        return turned(from, to);
    }

    /** The {@code [rows, columns]} tensor whose transpose lies column by column: the same memory seen anew. */
    GraphDescriptor upright(int type, GraphDescriptor from, long rows, long columns) {
        return turned(from, unwritten(type, rows, columns));
    }

    private GraphDescriptor turned(GraphDescriptor from, GraphDescriptor to) {
        operations.add(made(RESHAPE).part(RESHAPED, from).part(RESHAPED_TO, to).finish("operation of turning"));
        return to;
    }

    @Override
    public void close() {
        made.forEach(GraphDescriptor::close);
    }
}
