package dev.nacre.bench.peers;

import dev.nacre.core.DType;
import dev.nacre.core.Key;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Apply;
import dev.nacre.core.op.Attention;
import dev.nacre.core.op.BatchNormSilu;
import dev.nacre.core.op.ContrastiveLoss;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Conv2dInputGradient;
import dev.nacre.core.op.Conv2dWeightGradient;
import dev.nacre.core.op.LayerNorm;
import dev.nacre.core.op.Window;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Our way of doing each {@link Work}, through the public tensors: inputs are made once, and each run takes them. */
public final class OurWork {
    private static final double EPSILON = 1e-3;
    private static final double TEXT_EPSILON = 1e-12;
    private static final double LOGIT_SCALE = Math.log(1 / 0.07);

    private OurWork() {
    }

    /** One run of the work on inputs of its own, on the current device. */
    public static Runnable of(Work work) {
        return switch (work.kind()) {
            case Work.PRODUCT -> product(work);
            case Work.CONVOLUTION -> convolution(work);
            case Work.BATCH_NORM_SILU -> batchNormSilu(work);
            case Work.LAYER_NORM -> thereAndBack(in ->
                    LayerNorm.of(in.getFirst(), in.get(1), in.get(2), TEXT_EPSILON), rows(work),
                    ones(work.size("width")), ones(work.size("width")));
            case Work.SOFTMAX -> thereAndBack(in -> in.getFirst().softmax(-1), rows(work));
            case Work.GELU -> thereAndBack(in -> in.getFirst().gelu(), rows(work));
            case Work.ATTENTION -> attention(work);
            case Work.CONTRASTIVE -> contrastive(work);
            case Work.MODEL -> OurModel.of(work);
            case MachineLimits.MULTIPLY_ADD -> MachineLimits.multiplyAdd();
            case MachineLimits.TILES -> MachineLimits.tiles();
            case MachineLimits.COPY -> MachineLimits.copy();
            default -> throw new IllegalArgumentException("no work is called " + work.kind());
        };
    }

    private static Runnable product(Work work) {
        long m = work.size("m");
        long n = work.size("n");
        long k = work.size("k");
        Tensor a = work.text("transposed").equals(Work.Transposed.FIRST.word())
                ? values(work.type(), k, m).transpose(0, 1) : values(work.type(), m, k);
        Tensor b = work.text("transposed").equals(Work.Transposed.SECOND.word())
                ? values(work.type(), n, k).transpose(0, 1) : values(work.type(), k, n);
        return () -> a.matmul(b);
    }

    private static Runnable convolution(Work work) {
        int kernel = (int) work.size("kernel");
        int groups = (int) work.size("groups");
        long height = work.size("height");
        long width = work.size("width");
        Window window = Window.PLAIN.stride((int) work.size("stride")).padding(kernel / 2).groups(groups);
        Tensor x = values(work.type(), work.size("batch"), height, width, work.size("in"));
        Tensor weight = values(work.type(), kernel, kernel, work.size("in") / groups, work.size("out"));
        if (work.text("part").equals(Work.Part.FORWARD.word())) {
            return () -> Conv2d.of(x, weight, window);
        }
        Tensor dy = values(work.type(), work.size("batch"), window.outputHeight(height, kernel),
                window.outputWidth(width, kernel), work.size("out"));
        return work.text("part").equals(Work.Part.INPUT.word())
                ? () -> Apply.one(new Conv2dInputGradient(window, height, width, precision(groups)), dy, weight)
                : () -> Apply.one(new Conv2dWeightGradient(window, weight.shape(), precision(groups)), x, dy);
    }

    /** As the derivative of a convolution would choose it where the work runs. */
    private static Precision precision(int groups) {
        return groups == 1 ? Precision.current() : Precision.FLOAT32;
    }

    private static Runnable batchNormSilu(Work work) {
        Tensor x = values(work.type(), work.size("batch"), work.size("height"), work.size("width"),
                work.size("channels"));
        return thereAndBack(in -> BatchNormSilu.train(in.getFirst(), in.get(1), in.get(2), EPSILON).getFirst(), x,
                ones(work.size("channels")), ones(work.size("channels")));
    }

    private static Runnable attention(Work work) {
        long[] sizes = {work.size("batch"), work.size("heads"), work.size("length"), work.size("width")};
        double scale = 1 / Math.sqrt(work.size("width"));
        return thereAndBack(in -> Attention.of(in.getFirst(), in.get(1), in.get(2), scale),
                values(work.type(), sizes), values(work.type(), sizes), values(work.type(), sizes));
    }

    private static Runnable contrastive(Work work) {
        Tensor a = values(work.type(), work.size("batch"), work.size("width")).requireGrad();
        Tensor b = values(work.type(), work.size("batch"), work.size("width")).requireGrad();
        Tensor scale = Tensor.scalar(LOGIT_SCALE).requireGrad();
        return () -> ContrastiveLoss.of(a, b, scale).backward();
    }

    /** Forward and backward of a function, from a cotangent that is given. */
    private static Runnable thereAndBack(Function<List<Tensor>, Tensor> function, Tensor... inputs) {
        List<Tensor> leaves = Arrays.stream(inputs).map(Tensor::requireGrad).toList();
        Tensor result = function.apply(leaves);
        Tensor cotangent = values(result.type(), result.shape().sizes());
        return () -> function.apply(leaves).backward(cotangent);
    }

    private static Tensor rows(Work work) {
        return values(work.type(), work.size("rows"), work.size("width"));
    }

    private static Tensor ones(long width) {
        return Tensor.ones(width).contiguous();
    }

    /** Numbers between −1 and 1, from a generator that is quick rather than good. */
    private static Tensor values(DType type, long... sizes) {
        Shape shape = Shape.of(sizes);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Math.max(1, shape.elements()) * Float.BYTES, Float.BYTES);
            int state = (int) Key.of(7).below(Integer.MAX_VALUE, shape.elements());
            for (long i = 0; i < shape.elements(); i++) {
                state = state * 1664525 + 1013904223;
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (state >> 8) * 0x1p-23f);
            }
            return Tensor.of(DType.FLOAT32, shape, memory.asSlice(0, shape.elements() * Float.BYTES)).to(type);
        }
    }
}
