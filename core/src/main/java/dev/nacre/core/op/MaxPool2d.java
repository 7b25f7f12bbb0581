package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The largest pixel under a moving window: x {@code [batch, height, width, channel]} to y and, int32, its position
 * row·width + column in x (the first of equal ones), both {@code [batch, outHeight, outWidth, channel]}. Padding counts
 * as −∞; a NaN counts as the largest. The cotangent is added up at the positions ({@link ScatterAdd}).
 */
public record MaxPool2d(int kernelHeight, int kernelWidth, Window window) implements Primitive {
    /** The largest pixels alone. */
    public static Tensor of(Tensor x, int kernelHeight, int kernelWidth, Window window) {
        return Apply.all(new MaxPool2d(kernelHeight, kernelWidth, window), List.of(x)).getFirst();
    }

    @Override
    public String name() {
        return "max_pool2d";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check check = Check.of(this, inputs, 1).floating(0).rank(0, 4)
                .that(window.groups() == 1 && window.dilationHeight() == 1 && window.dilationWidth() == 1,
                        "pooling knows no groups and no dilation");
        Shape x = inputs.getFirst().shape();
        check.that(2 * Math.max(window.top(), window.bottom()) <= kernelHeight
                        && 2 * Math.max(window.left(), window.right()) <= kernelWidth,
                "the padding is more than half the kernel: a window could hold no pixel");
        long height = window.outputHeight(x.size(1), kernelHeight);
        long width = window.outputWidth(x.size(2), kernelWidth);
        check.that(height > 0 && width > 0, "the kernel " + kernelHeight + "×" + kernelWidth
                + " does not fit into the padded picture");
        Shape shape = Shape.of(x.size(0), height, width, x.size(3));
        return List.of(new Spec(inputs.getFirst().type(), shape), new Spec(DType.INT32, shape));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.getFirst();
        Shape y = outputs.getFirst().shape();
        for (long target = 0; target < y.elements(); target++) {
            long channel = target % y.size(3);
            long column = target / y.size(3) % y.size(2);
            long row = target / y.size(3) / y.size(2) % y.size(1);
            long picture = target / y.size(3) / y.size(2) / y.size(1) * x.size(1) * x.size(2);
            long best = largest(x, picture, row, column, channel);
            outputs.get(0).set(target, x.at((picture + best) * x.size(3) + channel));
            outputs.get(1).set(target, best);
        }
    }

    private long largest(Plain x, long picture, long outRow, long outColumn, long channel) {
        long best = -1;
        double champion = Double.NEGATIVE_INFINITY;
        for (long u = 0; u < kernelHeight; u++) {
            long row = outRow * window.strideHeight() + u - window.top();
            for (long v = 0; v < kernelWidth; v++) {
                long column = outColumn * window.strideWidth() + v - window.left();
                if (row >= 0 && row < x.size(1) && column >= 0 && column < x.size(2)) {
                    long place = row * x.size(2) + column;
                    double candidate = x.at((picture + place) * x.size(3) + channel);
                    if (best < 0 || candidate > champion || Double.isNaN(candidate) && !Double.isNaN(champion)) {
                        best = place;
                        champion = candidate;
                    }
                }
            }
        }
        return best;
    }

    @Override
    public int differentiableOutputs() {
        return 1;
    }

    @Override
    public Keep keep() {
        return Keep.outputs(1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Shape x = saved.inputSpec(0).shape();
        Shape pixels = Shape.of(x.size(0), x.size(1) * x.size(2), x.size(3));
        Tensor positions = saved.output(1).flatten(1, 2);
        Tensor cotangent = cotangents.getFirst().flatten(1, 2);
        return List.of(Apply.one(new ScatterAdd(1, pixels), positions, cotangent).reshape(x));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("max_pool2d 3x3 stride 2", in -> of(in.getFirst(), 3, 3, Window.PLAIN.stride(2).padding(1)),
                        Sample.real(-1, 1, 2, 9, 12, 35)),
                Sample.of("max_pool2d 9x5", in -> of(in.getFirst(), 9, 5, Window.PLAIN),
                        Sample.real(-1, 1, 1, 12, 11, 8)),
                Sample.of("max_pool2d of nothing", in -> of(in.getFirst(), 3, 3, Window.PLAIN.padding(1)),
                        Sample.real(-1, 1, 0, 5, 6, 8)),
                Sample.many("max_pool2d positions", in -> Apply.all(new MaxPool2d(2, 3,
                        Window.PLAIN.padding(1, 0, 0, 1)), in), Sample.real(-1, 1, 1, 5, 6, 17)));
    }
}
