package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * y = x − ln Σeˣ over the last dimension, shifted by the largest x so that nothing overflows. Shape: unchanged.
 * Derivative: {@link LogSoftmaxGradient}.
 */
public record LogSoftmax() implements Primitive {
    /** Along any dimension. */
    public static Tensor of(Tensor x, int dim) {
        return Softmax.alongLast(new LogSoftmax(), x, dim);
    }

    @Override
    public String name() {
        return "log_softmax";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 1).floating(0).that(inputs.getFirst().shape().rank() >= 1, "a scalar has no dimension");
        return inputs;
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.getFirst();
        long width = x.size(-1);
        for (long row = 0; row < x.elements(); row += width) {
            double largest = Softmax.largest(x, row, width);
            double sum = StrictMath.log(Softmax.sumOfExp(x, row, width, largest));
            for (long i = 0; i < width; i++) {
                outputs.getFirst().set(row + i, x.at(row + i) - largest - sum);
            }
        }
    }

    @Override
    public Keep keep() {
        return Keep.outputs(0);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return List.of(Apply.one(new LogSoftmaxGradient(), saved.output(0), cotangents.getFirst()));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("log_softmax last", in -> of(in.getFirst(), -1), Sample.real(-4, 4, 2, 5, 67)),
                Sample.of("log_softmax first", in -> of(in.getFirst(), 0), Sample.real(-4, 4, 17, 5)),
                Sample.of("log_softmax nothing", in -> of(in.getFirst(), -1), Sample.real(-4, 4, 0, 5)));
    }
}
