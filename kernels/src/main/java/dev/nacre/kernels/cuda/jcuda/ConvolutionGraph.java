package dev.nacre.kernels.cuda.jcuda;

import dev.nacre.kernels.cuda.driver.Convolution;
import dev.nacre.kernels.cuda.driver.PlannedWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcuda.jcudnn.cudnnBackendAttributeName;
import jcuda.jcudnn.cudnnBackendAttributeType;
import jcuda.jcudnn.cudnnBackendDescriptorType;
import jcuda.jcudnn.cudnnConvolutionMode;
import jcuda.jcudnn.cudnnDataType;

/**
 * A convolution in the words of cuDNN's graph interface. From bfloat16 factors cuDNN gives a float32 result only where
 * an operation follows; so one does that changes nothing, and what lies between is never written down.
 */
final class ConvolutionGraph {
    private static final long UNWRITTEN = 4;
    /** CUDNN_POINTWISE_IDENTITY. */
    private static final int IDENTITY = 22;

    private final Convolution sizes;
    private final List<GraphDescriptor> made = new ArrayList<>();

    private ConvolutionGraph(Convolution sizes) {
        this.sizes = sizes;
    }

    /** Plans it; empty where no engine serves. */
    static Optional<GraphPlan> plan(Convolution convolution, GraphTarget target) {
        ConvolutionGraph graph = new ConvolutionGraph(convolution);
        Optional<GraphPlan> plan = Optional.empty();
        try {
            plan = GraphPlan.of(graph.operations(), target, convolution.halves());
            plan.ifPresent(found -> found.kept().addAll(graph.made));
            return plan;
        } finally {
            if (plan.isEmpty()) {
                graph.made.forEach(GraphDescriptor::close);
            }
        }
    }

    private List<GraphDescriptor> operations() {
        GraphDescriptor x = tensor(Convolution.Result.X, sizes.batch(), sizes.in(), sizes.height(), sizes.width());
        GraphDescriptor w = tensor(Convolution.Result.W, sizes.out(), sizes.in(), sizes.kernelHeight(),
                sizes.kernelWidth());
        GraphDescriptor y = tensor(Convolution.Result.Y, sizes.batch(), sizes.out(), sizes.outHeight(),
                sizes.outWidth());
        List<GraphDescriptor> operations = new ArrayList<>();
        operations.add(switch (sizes.result()) {
            case Y -> operation(cudnnBackendDescriptorType.CUDNN_BACKEND_OPERATION_CONVOLUTION_FORWARD_DESCRIPTOR,
                    cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_ALPHA, w, x, y);
            case X -> operation(cudnnBackendDescriptorType.CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_DATA_DESCRIPTOR,
                    cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_ALPHA, w, x, y);
            case W -> operation(
                    cudnnBackendDescriptorType.CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_FILTER_DESCRIPTOR,
                    cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_ALPHA, w, x, y);
        });
        if (sizes.halves()) {
            operations.add(identity(switch (sizes.result()) {
                case Y -> y;
                case X -> x;
                case W -> w;
            }));
        }
        return operations;
    }

    private GraphDescriptor made(int type) {
        GraphDescriptor descriptor = GraphDescriptor.of(type);
        made.add(descriptor);
        return descriptor;
    }

    /** A tensor by cuDNN's order of dimensions, channels lying side by side. */
    private GraphDescriptor tensor(Convolution.Result role, long outer, long channels, long height, long width) {
        boolean result = role == sizes.result();
        long name = result && sizes.halves() ? UNWRITTEN : name(role);
        GraphDescriptor tensor = laidOut(name, sizes.halves() && !result ? cudnnDataType.CUDNN_DATA_BFLOAT16
                : cudnnDataType.CUDNN_DATA_FLOAT, outer, channels, height, width);
        if (name == UNWRITTEN) {
            tensor.flag(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_IS_VIRTUAL);
        }
        return tensor.finish("tensor " + role);
    }

    private GraphDescriptor laidOut(long name, int type, long outer, long channels, long height, long width) {
        return made(cudnnBackendDescriptorType.CUDNN_BACKEND_TENSOR_DESCRIPTOR)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_UNIQUE_ID, name)
                .type(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_DATA_TYPE, type)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_BYTE_ALIGNMENT, PlannedWork.ALIGNMENT)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_DIMENSIONS, outer, channels, height, width)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_TENSOR_STRIDES, channels * height * width, 1,
                        width * channels, channels);
    }

    /** The name of a tensor in a plan: its place among them, from 1. */
    private static long name(Convolution.Result role) {
        return role.ordinal() + 1;
    }

    /** The three operations count their attributes alike: factor, factor, movement, and the tensors in an order. */
    private GraphDescriptor operation(int type, int first, GraphDescriptor w, GraphDescriptor x, GraphDescriptor y) {
        return made(type).number(first, 1).number(first + 1, 0).part(first + 2, movement())
                .part(first + 3, w).part(first + 4, x).part(first + 5, y)
                .finish("convolution");
    }

    private GraphDescriptor movement() {
        return made(cudnnBackendDescriptorType.CUDNN_BACKEND_CONVOLUTION_DESCRIPTOR)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_CONVOLUTION_SPATIAL_DIMS, 2)
                .type(cudnnBackendAttributeName.CUDNN_ATTR_CONVOLUTION_COMP_TYPE, cudnnDataType.CUDNN_DATA_FLOAT)
                .choice(cudnnBackendAttributeName.CUDNN_ATTR_CONVOLUTION_CONV_MODE,
                        cudnnBackendAttributeType.CUDNN_TYPE_CONVOLUTION_MODE,
                        cudnnConvolutionMode.CUDNN_CROSS_CORRELATION)
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_CONVOLUTION_FILTER_STRIDES, sizes.strideHeight(),
                        sizes.strideWidth())
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_CONVOLUTION_DILATIONS, sizes.dilationHeight(),
                        sizes.dilationWidth())
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_CONVOLUTION_PRE_PADDINGS, sizes.top(), sizes.left())
                .integers(cudnnBackendAttributeName.CUDNN_ATTR_CONVOLUTION_POST_PADDINGS, sizes.bottom(),
                        sizes.right())
                .finish("movement of a kernel");
    }

    private GraphDescriptor identity(GraphDescriptor unwritten) {
        GraphDescriptor function = made(cudnnBackendDescriptorType.CUDNN_BACKEND_POINTWISE_DESCRIPTOR)
                .choice(cudnnBackendAttributeName.CUDNN_ATTR_POINTWISE_MODE,
                        cudnnBackendAttributeType.CUDNN_TYPE_POINTWISE_MODE, IDENTITY)
                .type(cudnnBackendAttributeName.CUDNN_ATTR_POINTWISE_MATH_PREC, cudnnDataType.CUDNN_DATA_FLOAT)
                .finish("identity");
        return made(cudnnBackendDescriptorType.CUDNN_BACKEND_OPERATION_POINTWISE_DESCRIPTOR)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_POINTWISE_PW_DESCRIPTOR, function)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_POINTWISE_XDESC, unwritten)
                .part(cudnnBackendAttributeName.CUDNN_ATTR_OPERATION_POINTWISE_YDESC, written())
                .finish("operation of identity");
    }

    private GraphDescriptor written() {
        long name = name(sizes.result());
        int type = cudnnDataType.CUDNN_DATA_FLOAT;
        return (switch (sizes.result()) {
            case X -> laidOut(name, type, sizes.batch(), sizes.in(), sizes.height(), sizes.width());
            case W -> laidOut(name, type, sizes.out(), sizes.in(), sizes.kernelHeight(), sizes.kernelWidth());
            case Y -> laidOut(name, type, sizes.batch(), sizes.out(), sizes.outHeight(), sizes.outWidth());
        }).finish("result");
    }
}
