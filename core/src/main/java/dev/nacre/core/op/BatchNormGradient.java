package dev.nacre.core.op;

import dev.nacre.core.Shape;
import java.util.List;

/**
 * The derivative of {@link BatchNorm}. With x̂ = (x − μ)/√(σ² + ε) and sums over the n positions of a channel:
 * dbias = Σdy, dweight = Σdy·x̂, dx = weight/√(σ² + ε)·(dy − dbias/n − x̂·dweight/n). Inputs: x, weight, μ, σ², dy;
 * outputs: dx, dweight, dbias.
 */
public record BatchNormGradient(double epsilon) implements Detached {
    @Override
    public String name() {
        return "batch_norm_gradient";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec x = inputs.getFirst();
        Spec channels = new Spec(x.type(), Shape.of(x.shape().size(-1)));
        Check check = Check.of(this, inputs, 5).floating(0).sameType(0, 4).shape(4, x.shape());
        for (int i = 1; i <= 3; i++) {
            check.sameType(0, i).shape(i, channels.shape());
        }
        return List.of(x, channels, channels);
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.getFirst();
        Plain dy = inputs.get(4);
        long channels = x.size(-1);
        double count = (double) x.elements() / channels;
        for (long c = 0; c < channels; c++) {
            double mean = inputs.get(2).at(c);
            double inverse = 1 / Math.sqrt(inputs.get(3).at(c) + epsilon);
            double sum = 0;
            double product = 0;
            for (long i = c; i < x.elements(); i += channels) {
                sum += dy.at(i);
                product += dy.at(i) * (x.at(i) - mean) * inverse;
            }
            double scale = inputs.get(1).at(c) * inverse;
            for (long i = c; i < x.elements(); i += channels) {
                double normal = (x.at(i) - mean) * inverse;
                outputs.getFirst().set(i, scale * (dy.at(i) - sum / count - normal * product / count));
            }
            outputs.get(1).set(c, product);
            outputs.get(2).set(c, sum);
        }
    }
}
