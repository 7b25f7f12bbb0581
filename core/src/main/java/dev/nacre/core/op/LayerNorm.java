package dev.nacre.core.op;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Layer normalisation (Ba et al. 2016) over the last dimension: of each row of n numbers, μ = Σx/n, σ² = Σ(x − μ)²/n,
 * y = weight·(x − μ)/√(σ² + ε) + bias. Inputs: x {@code [batch…, width]}, weight and bias {@code [width]}. Derivative:
 * {@link LayerNormGradient}.
 */
public record LayerNorm(double epsilon) implements Primitive {
    /** With a bias, or without where it is null. */
    public static Tensor of(Tensor x, Tensor weight, Tensor biasOrNull, double epsilon) {
        Tensor bias = biasOrNull != null ? biasOrNull
                : x.device().run(() -> Tensor.zeros(weight.type(), weight.shape()));
        return Apply.one(new LayerNorm(epsilon), x, weight, bias);
    }

    @Override
    public String name() {
        return "layer_norm";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec x = inputs.getFirst();
        Check check = Check.of(this, inputs, 3).floating(0).sameType(0, 1).sameType(0, 2)
                .that(x.shape().rank() >= 1, "input 0 needs a dimension to normalise");
        Shape width = Shape.of(x.shape().size(-1));
        check.shape(1, width).shape(2, width);
        return List.of(x);
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.getFirst();
        long width = x.size(-1);
        for (long row = 0; row < x.elements(); row += width) {
            double mean = mean(x, row, width);
            double inverse = inverseDeviation(x, row, width, mean, epsilon);
            for (long i = 0; i < width; i++) {
                outputs.getFirst().set(row + i,
                        (x.at(row + i) - mean) * inverse * inputs.get(1).at(i) + inputs.get(2).at(i));
            }
        }
    }

    static double mean(Plain x, long row, long width) {
        double sum = 0;
        for (long i = 0; i < width; i++) {
            sum += x.at(row + i);
        }
        return sum / width;
    }

    static double inverseDeviation(Plain x, long row, long width, double mean, double epsilon) {
        double squares = 0;
        for (long i = 0; i < width; i++) {
            squares += (x.at(row + i) - mean) * (x.at(row + i) - mean);
        }
        return 1 / Math.sqrt(squares / width + epsilon);
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0, 1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return Apply.all(new LayerNormGradient(epsilon), List.of(saved.input(0), saved.input(1),
                cotangents.getFirst()));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("layer_norm", in -> of(in.get(0), in.get(1), in.get(2), 1e-12),
                        Sample.real(-2, 3, 2, 5, 67), Sample.real(0.5, 1.5, 67), Sample.real(-1, 1, 67)),
                Sample.of("layer_norm without bias", in -> of(in.get(0), in.get(1), null, 1e-5),
                        Sample.real(-2, 3, 9, 32), Sample.real(0.5, 1.5, 32)),
                Sample.of("layer_norm nothing", in -> of(in.get(0), in.get(1), in.get(2), 1e-5),
                        Sample.real(-2, 3, 0, 32), Sample.real(0.5, 1.5, 32), Sample.real(-1, 1, 32)));
    }
}
