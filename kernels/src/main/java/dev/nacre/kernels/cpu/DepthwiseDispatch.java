package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Conv2dInputGradient;
import dev.nacre.core.op.Conv2dWeightGradient;
import dev.nacre.core.op.Primitive;
import dev.nacre.kernels.cpu.PaddedRows.Picture;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;

/** Depthwise convolutions of float32 and bfloat16 to emitted kernels; pictures are never widened as a whole. */
final class DepthwiseDispatch {
    private DepthwiseDispatch() {
    }

    /** Whether there was a kernel. */
    static boolean run(Workers workers, Primitive primitive, List<Operand> inputs, List<Operand> outputs) {
        if (!CpuProvider.machineCode()) {
            return false;
        }
        return switch (primitive) {
            case Conv2d conv -> {
                var y = outputs.getFirst();
                var shape = ProductDispatch.shape(conv.window(), inputs.get(0).shape(), inputs.get(1).shape(),
                        y.shape());
                yield serves(shape, inputs, outputs) && forward(workers, shape, inputs.get(0), inputs.get(1), y);
            }
            case Conv2dInputGradient conv -> {
                var dx = outputs.getFirst();
                var shape = ProductDispatch.shape(conv.window(), dx.shape(), inputs.get(1).shape(),
                        inputs.get(0).shape());
                yield serves(shape, inputs, outputs)
                        && inputGradient(workers, shape, inputs.get(0), inputs.get(1), dx);
            }
            case Conv2dWeightGradient conv -> {
                var dw = outputs.getFirst();
                var shape = ProductDispatch.shape(conv.window(), inputs.get(0).shape(), dw.shape(),
                        inputs.get(1).shape());
                yield serves(shape, inputs, outputs)
                        && weightGradient(workers, shape, inputs.get(0), inputs.get(1), dw);
            }
            default -> false;
        };
    }

    private static boolean serves(Conv2dShape shape, List<Operand> inputs, List<Operand> outputs) {
        return EmittedDepthwise.serves(shape) && Stream.concat(inputs.stream(), outputs.stream()).allMatch(operand ->
                (operand.type() == DType.FLOAT32 || operand.type() == DType.BFLOAT16)
                        && operand.shape().elements() > 0);
    }

    private static boolean forward(Workers workers, Conv2dShape shape, Operand x, Operand w, Operand y) {
        try (var picture = Dense.of(workers, x); var weights = floats(workers, w)) {
            EmittedDepthwise.forward(workers, shape, picture(picture, x), weights.floats(w.shape().elements()),
                    picture(y));
        }
        return true;
    }

    private static boolean inputGradient(Workers workers, Conv2dShape shape, Operand dy, Operand w, Operand dx) {
        try (var cotangent = Dense.of(workers, dy); var weights = floats(workers, w)) {
            EmittedDepthwise.inputGradient(workers, shape, picture(cotangent, dy),
                    weights.floats(w.shape().elements()), picture(dx));
        }
        return true;
    }

    private static boolean weightGradient(Workers workers, Conv2dShape shape, Operand x, Operand dy, Operand dw) {
        long size = dw.shape().elements();
        try (var picture = Dense.of(workers, x); var cotangent = Dense.of(workers, dy);
                var sums = Scratch.borrow(dw.type() == DType.FLOAT32 ? 0 : size)) {
            boolean direct = dw.type() == DType.FLOAT32;
            EmittedDepthwise.weightGradient(workers, shape, picture(picture, x), picture(cotangent, dy),
                    direct ? Dense.memory(dw) : sums.segment());
            if (!direct) {
                SelectKernels.convert(workers, DType.FLOAT32, new Dense(sums.segment(), 0, null), dw.type(),
                        Dense.memory(dw), size);
            }
        }
        return true;
    }

    /** Weights as float32, row-major from their first on. */
    private static Dense floats(Workers workers, Operand weights) {
        if (weights.type() == DType.FLOAT32) {
            return Dense.of(workers, weights);
        }
        long size = weights.shape().elements();
        var scratch = Scratch.borrow(size);
        try (var dense = Dense.of(workers, weights)) {
            SelectKernels.convert(workers, weights.type(), dense, DType.FLOAT32, scratch.segment(), size);
        }
        return new Dense(scratch.segment(), 0, scratch);
    }

    private static Picture picture(Dense dense, Operand operand) {
        return picture(dense.segment(), dense.offset(), operand);
    }

    private static Picture picture(Operand result) {
        return picture(Dense.memory(result), 0, result);
    }

    private static Picture picture(MemorySegment memory, long offset, Operand operand) {
        long bytes = operand.type().bytes();
        var shape = operand.shape();
        return new Picture(memory.asSlice(offset * bytes, shape.elements() * bytes), operand.type(),
                Math.toIntExact(shape.size(1)), Math.toIntExact(shape.size(2)), Math.toIntExact(shape.size(3)));
    }
}
