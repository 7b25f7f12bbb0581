package dev.nacre.kernels.cpu;

import dev.nacre.core.Shape;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.Window;
import dev.nacre.kernels.cpu.GemmOperand.LeftMatrix;
import dev.nacre.kernels.cpu.GemmOperand.RightMatrix;
import java.util.List;

/** Matrix products and convolutions: operands to kernels. */
final class ProductDispatch {
    private ProductDispatch() {
    }

    static boolean matMul(Workers workers, List<Operand> inputs, List<Operand> outputs) {
        var a = inputs.get(0).layout();
        var b = inputs.get(1).layout();
        var left = Dense.memory(inputs.get(0));
        var right = Dense.memory(inputs.get(1));
        var result = Dense.memory(outputs.getFirst());
        var batches = MatMulBatches.of(inputs, outputs);
        long m = batches.m();
        long n = batches.n();
        long k = batches.k();
        Gemm.batch(workers, batches.count(), m * n * k, index -> Gemm.multiply(workers,
                new LeftMatrix(left, batches.leftOffset(index), a.stride(-2), a.stride(-1)),
                new RightMatrix(right, batches.rightOffset(index), b.stride(-2), b.stride(-1)), m, n, k,
                new Gemm.Target(result, index * m * n, n, false)));
        return true;
    }

    static boolean forward(Workers workers, Window window, List<Operand> inputs, List<Operand> outputs) {
        var y = outputs.getFirst();
        var shape = shape(window, inputs.get(0).shape(), inputs.get(1).shape(), y.shape());
        try (var x = Dense.of(workers, inputs.get(0)); var w = Dense.of(workers, inputs.get(1))) {
            var picture = x.floats(inputs.get(0).shape().elements());
            var weight = w.floats(inputs.get(1).shape().elements());
            if (hasDepthwiseKernel(shape)) {
                DepthwiseKernels.forward(workers, shape, picture, weight, Dense.memory(y));
            } else {
                Conv2dKernels.forward(workers, shape, picture, weight, Dense.memory(y));
            }
        }
        return true;
    }

    static boolean inputGradient(Workers workers, Window window, List<Operand> inputs, List<Operand> outputs) {
        var dx = outputs.getFirst();
        var shape = shape(window, dx.shape(), inputs.get(1).shape(), inputs.get(0).shape());
        try (var dy = Dense.of(workers, inputs.get(0)); var w = Dense.of(workers, inputs.get(1))) {
            var cotangent = dy.floats(inputs.get(0).shape().elements());
            var weight = w.floats(inputs.get(1).shape().elements());
            if (hasDepthwiseKernel(shape)) {
                DepthwiseKernels.inputGradient(workers, shape, cotangent, weight, Dense.memory(dx));
            } else {
                Conv2dKernels.inputGradient(workers, shape, cotangent, weight, Dense.memory(dx));
            }
        }
        return true;
    }

    static boolean weightGradient(Workers workers, Window window, List<Operand> inputs, List<Operand> outputs) {
        var dw = outputs.getFirst();
        var shape = shape(window, inputs.get(0).shape(), dw.shape(), inputs.get(1).shape());
        try (var x = Dense.of(workers, inputs.get(0)); var dy = Dense.of(workers, inputs.get(1))) {
            var picture = x.floats(inputs.get(0).shape().elements());
            var cotangent = dy.floats(inputs.get(1).shape().elements());
            if (hasDepthwiseKernel(shape)) {
                DepthwiseKernels.weightGradient(workers, shape, picture, cotangent, Dense.memory(dw));
            } else {
                Conv2dKernels.weightGradient(workers, shape, picture, cotangent, Dense.memory(dw));
            }
        }
        return true;
    }

    private static boolean hasDepthwiseKernel(Conv2dShape shape) {
        return shape.isDepthwise() && CpuProvider.vectors();
    }

    static Conv2dShape shape(Window window, Shape x, Shape w, Shape y) {
        return new Conv2dShape(size(x, 0), size(x, 1), size(x, 2), size(x, 3), size(w, 0), size(w, 1), size(y, 1),
                size(y, 2), size(w, 3), window.strideHeight(), window.strideWidth(), window.top(), window.left(),
                window.dilationHeight(), window.dilationWidth(), window.groups());
    }

    private static int size(Shape shape, int dim) {
        return Math.toIntExact(shape.size(dim));
    }
}
