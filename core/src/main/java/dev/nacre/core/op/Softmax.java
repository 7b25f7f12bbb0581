package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * y = eˣ/Σeˣ over the last dimension, shifted by the largest x so that nothing overflows; other dimensions go there by
 * a transposition. Shape: unchanged. Derivative: {@link SoftmaxGradient}.
 */
public record Softmax() implements Primitive {
    /** Along any dimension. */
    public static Tensor of(Tensor x, int dim) {
        return alongLast(new Softmax(), x, dim);
    }

    /** Runs an operation over the last dimension along another one. */
    static Tensor alongLast(Operation operation, Tensor x, int dim) {
        return x.shape().axis(dim) == x.rank() - 1 ? Apply.one(operation, x)
                : Apply.one(operation, x.transpose(dim, -1)).transpose(dim, -1);
    }

    @Override
    public String name() {
        return "softmax";
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
            double largest = largest(x, row, width);
            double sum = sumOfExp(x, row, width, largest);
            for (long i = 0; i < width; i++) {
                outputs.getFirst().set(row + i, StrictMath.exp(x.at(row + i) - largest) / sum);
            }
        }
    }

    static double largest(Plain x, long row, long width) {
        double largest = Double.NEGATIVE_INFINITY;
        for (long i = 0; i < width; i++) {
            largest = Math.max(largest, x.at(row + i));
        }
        return largest;
    }

    static double sumOfExp(Plain x, long row, long width, double largest) {
        double sum = 0;
        for (long i = 0; i < width; i++) {
            sum += StrictMath.exp(x.at(row + i) - largest);
        }
        return sum;
    }

    @Override
    public Keep keep() {
        return Keep.outputs(0);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return List.of(Apply.one(new SoftmaxGradient(), saved.output(0), cotangents.getFirst()));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("softmax last", in -> of(in.getFirst(), -1), Sample.real(-4, 4, 2, 5, 67)),
                Sample.of("softmax middle", in -> of(in.getFirst(), 1), Sample.real(-4, 4, 3, 17, 5)),
                Sample.of("softmax nothing", in -> of(in.getFirst(), -1), Sample.real(-4, 4, 0, 5)));
    }
}
