package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Conv2dInputGradient;
import dev.nacre.core.op.Conv2dWeightGradient;
import dev.nacre.core.op.MatMul;
import dev.nacre.core.op.Primitive;
import dev.nacre.kernels.cpu.TileGemm.Matrix;
import java.util.List;

/**
 * Matrix products, and convolutions that are such, on factors of bfloat16, or of float32 that are meant to be rounded:
 * operands to {@link TileGemm}.
 */
final class TileDispatch {
    private TileDispatch() {
    }

    /** Whether the primitive is such a product, and tiles did the work. */
    static boolean run(Workers workers, Primitive primitive, List<Operand> inputs, List<Operand> outputs) {
        boolean halves = isBfloat16(inputs) && isBfloat16(outputs);
        if (!CpuProvider.tiles() || !halves && !RoundedOperands.areMeant(primitive, inputs)) {
            return false;
        }
        var output = outputs.getFirst();
        return switch (primitive) {
            case MatMul _ -> matMul(workers, inputs, outputs);
            case Conv2d conv -> forward(workers, ProductDispatch.shape(conv.window(), inputs.get(0).shape(),
                    inputs.get(1).shape(), output.shape()), inputs, output);
            case Conv2dInputGradient conv -> inputGradient(workers, ProductDispatch.shape(conv.window(),
                    output.shape(), inputs.get(1).shape(), inputs.get(0).shape()), inputs, output);
            case Conv2dWeightGradient conv -> weightGradient(workers, ProductDispatch.shape(conv.window(),
                    inputs.get(0).shape(), output.shape(), inputs.get(1).shape()), inputs, output);
            default -> false;
        };
    }

    private static boolean isBfloat16(List<Operand> operands) {
        return operands.stream().allMatch(operand -> operand.type() == DType.BFLOAT16);
    }

    /** {@code [batch…, m, k] × [batch…, k, n]}. */
    private static boolean matMul(Workers workers, List<Operand> inputs, List<Operand> outputs) {
        var batches = MatMulBatches.of(inputs, outputs);
        var left = inputs.get(0);
        var right = inputs.get(1);
        var result = outputs.getFirst();
        if (batches.count() == 0 || !TileGemm.serves(left(left, batches, 0), right(right, batches, 0),
                result(result, batches, 0), batches.m(), batches.n(), batches.k())) {
            return false;
        }
        Gemm.batch(workers, batches.count(), batches.m() * batches.n() * batches.k(), index -> TileGemm.multiply(
                workers, left(left, batches, index), right(right, batches, index), batches.m(), batches.n(),
                batches.k(), result(result, batches, index)));
        return true;
    }

    private static Matrix left(Operand operand, MatMulBatches batches, int index) {
        return new Matrix(Dense.memory(operand), operand.type(), batches.leftOffset(index),
                operand.layout().stride(-2), operand.layout().stride(-1));
    }

    private static Matrix right(Operand operand, MatMulBatches batches, int index) {
        return new Matrix(Dense.memory(operand), operand.type(), batches.rightOffset(index),
                operand.layout().stride(-2), operand.layout().stride(-1));
    }

    private static Matrix result(Operand operand, MatMulBatches batches, int index) {
        return new Matrix(Dense.memory(operand), operand.type(), index * batches.m() * batches.n(), batches.n(), 1);
    }

    private static boolean forward(Workers workers, Conv2dShape shape, List<Operand> inputs, Operand output) {
        return pointwise(workers, shape, inputs, (x, w) -> multiply(workers,
                matrix(x, inputs.get(0), shape.channels(), 1), matrix(w, inputs.get(1), shape.outChannels(), 1),
                shape.outPixels(), shape.outChannels(), shape.channels(), output));
    }

    private static boolean inputGradient(Workers workers, Conv2dShape shape, List<Operand> inputs, Operand output) {
        return pointwise(workers, shape, inputs, (dy, w) -> multiply(workers,
                matrix(dy, inputs.get(0), shape.outChannels(), 1), matrix(w, inputs.get(1), 1, shape.outChannels()),
                shape.outPixels(), shape.channels(), shape.outChannels(), output));
    }

    private static boolean weightGradient(Workers workers, Conv2dShape shape, List<Operand> inputs, Operand output) {
        return pointwise(workers, shape, inputs, (x, dy) -> multiply(workers,
                matrix(x, inputs.get(0), 1, shape.channels()), matrix(dy, inputs.get(1), shape.outChannels(), 1),
                shape.channels(), shape.outChannels(), shape.outPixels(), output));
    }

    private interface Product {
        boolean of(Dense first, Dense second);
    }

    private static boolean pointwise(Workers workers, Conv2dShape shape, List<Operand> inputs, Product product) {
        if (!shape.isPointwise() || shape.groups() != 1) {
            return false;
        }
        try (var first = Dense.of(workers, inputs.get(0)); var second = Dense.of(workers, inputs.get(1))) {
            return product.of(first, second);
        }
    }

    private static Matrix matrix(Dense dense, Operand operand, long rowStride, long columnStride) {
        return new Matrix(dense.segment(), operand.type(), dense.offset(), rowStride, columnStride);
    }

    private static boolean multiply(Workers workers, Matrix left, Matrix right, long m, long n, long k,
            Operand output) {
        var result = new Matrix(Dense.memory(output), output.type(), 0, n, 1);
        if (!TileGemm.serves(left, right, result, m, n, k)) {
            return false;
        }
        TileGemm.multiply(workers, left, right, m, n, k, result);
        return true;
    }
}
