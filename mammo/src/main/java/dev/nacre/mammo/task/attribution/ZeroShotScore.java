package dev.nacre.mammo.task.attribution;

import dev.nacre.core.Gradients;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;

/**
 * The zero-shot score of a pair of sentences: cos(picture, positive) − cos(picture, negative).
 *
 * @param model that compares
 * @param positive vector of what speaks for the finding, of length 1, {@code [embedding]}; not copied
 * @param negative vector of what speaks against it, of length 1, {@code [embedding]}; not copied
 */
public record ZeroShotScore(MammoClip model, float[] positive, float[] negative) implements EncoderScore {
    /** Refuses vectors of another length than the model's. */
    public ZeroShotScore {
        int length = model.config().embedding();
        if (positive.length != length || negative.length != length) {
            throw new IllegalArgumentException("vectors of " + positive.length + " and " + negative.length
                    + " numbers, and the model's have " + length);
        }
    }

    @Override
    public EfficientNet encoder() {
        return model.imageEncoder();
    }

    @Override
    public Tensor ofFeatures(Tensor features, Pass pass) {
        return along(L2Normalize.of(model.projectFeatures(features, pass), 1));
    }

    /** {@code [batch, embedding] → [batch]}. */
    private Tensor along(Tensor vectors) {
        float[] difference = new float[positive.length];
        for (int index = 0; index < difference.length; index++) {
            difference[index] = positive[index] - negative[index];
        }
        return vectors.matmul(Tensor.of(difference, difference.length, 1).to(vectors.type())).squeeze(-1);
    }

    @Override
    public LinearHeadScore linearAt(ExplainedPicture picture) {
        float[][] features = new float[1][];
        Scope.run("features", () -> features[0] = encoder().forward(picture.batch().tensor(CHANNELS), Pass.EVAL)
                .toFloats());
        return linearAt(features[0]);
    }

    /**
     * The linear head that gives the same score for one picture: the projection is linear, and of what follows the
     * division by the length of the picture's vector is the same for all places. So zero-shot scores have exact
     * class-activation maps, of a head for each picture.
     *
     * @param features mean of the picture's last map
     */
    public LinearHeadScore linearAt(float[] features) {
        float[] weights = new float[features.length];
        double[] bias = new double[1];
        Scope.run("a linear head", () -> {
            Tensor leaf = Tensor.of(features, 1, features.length).requireGrad();
            Tensor vector = model.projectFeatures(leaf, Pass.EVAL_WITH_GRADIENTS);
            double length = Math.sqrt(vector.square().sum().item());
            Tensor unscaled = along(vector);
            double score = unscaled.item();
            try (Gradients gradients = unscaled.sum().backward()) {
                float[] slopes = gradients.of(leaf).toFloats();
                for (int index = 0; index < weights.length; index++) {
                    weights[index] = (float) (slopes[index] / length);
                    score -= (double) slopes[index] * features[index];
                }
            }
            bias[0] = score / length;
        });
        return new LinearHeadScore(encoder(), weights, bias[0]);
    }
}
