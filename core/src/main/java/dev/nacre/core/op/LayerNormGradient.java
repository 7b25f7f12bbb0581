package dev.nacre.core.op;

import dev.nacre.core.Shape;
import java.util.List;

/**
 * The derivative of {@link LayerNorm}. With x̂ = (x − μ)/√(σ² + ε) and g = dy·weight: dx = (g − mean(g) −
 * x̂·mean(g·x̂))/√(σ² + ε) over each row, dweight = Σdy·x̂ and dbias = Σdy over all rows. Inputs: x, weight, dy;
 * outputs: dx, dweight, dbias. The statistics are computed again: a row is in the cache, its stored statistics are not.
 */
public record LayerNormGradient(double epsilon) implements Detached {
    @Override
    public String name() {
        return "layer_norm_gradient";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec x = inputs.getFirst();
        Spec width = new Spec(x.type(), Shape.of(x.shape().size(-1)));
        Check.of(this, inputs, 3).floating(0).sameType(0, 1).sameType(0, 2).shape(1, width.shape())
                .shape(2, x.shape());
        return List.of(x, width, width);
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.getFirst();
        Plain weight = inputs.get(1);
        Plain dy = inputs.get(2);
        long width = x.size(-1);
        for (long row = 0; row < x.elements(); row += width) {
            double mean = LayerNorm.mean(x, row, width);
            double inverse = LayerNorm.inverseDeviation(x, row, width, mean, epsilon);
            double sum = 0;
            double product = 0;
            for (long i = 0; i < width; i++) {
                double normal = (x.at(row + i) - mean) * inverse;
                sum += dy.at(row + i) * weight.at(i);
                product += dy.at(row + i) * weight.at(i) * normal;
                outputs.get(1).add(i, dy.at(row + i) * normal);
                outputs.get(2).add(i, dy.at(row + i));
            }
            for (long i = 0; i < width; i++) {
                double normal = (x.at(row + i) - mean) * inverse;
                outputs.getFirst().set(row + i,
                        inverse * (dy.at(row + i) * weight.at(i) - sum / width - normal * product / width));
            }
        }
    }
}
