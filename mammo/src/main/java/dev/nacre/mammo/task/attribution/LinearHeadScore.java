package dev.nacre.mammo.task.attribution;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;

/**
 * The logit of a linear head: ⟨w, mean of the last map⟩ + b.
 *
 * @param encoder that makes the map
 * @param weights one for each of its features; not copied
 * @param bias added
 */
public record LinearHeadScore(EfficientNet encoder, float[] weights, double bias) implements EncoderScore {
    /** Refuses another number of weights than features. */
    public LinearHeadScore {
        if (weights.length != encoder.config().features()) {
            throw new IllegalArgumentException("a head of " + weights.length + " weights on an encoder of "
                    + encoder.config().features() + " features");
        }
    }

    /** This one, whatever the picture. */
    @Override
    public LinearHeadScore linearAt(ExplainedPicture picture) {
        return this;
    }

    @Override
    public Tensor ofFeatures(Tensor features, Pass pass) {
        Tensor column = Tensor.of(weights, weights.length, 1).to(features.type());
        return features.matmul(column).squeeze(-1).add(bias);
    }
}
