package dev.nacre.mammo.task.attribution;

import dev.nacre.core.Gradients;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.nn.Pass;

/**
 * The gradient-weighted class-activation map (Grad-CAM; Selvaraju et al. 2017): max(0, Σ_c α_c F_c), where α_c is the
 * mean over all places of the score's slope by channel c of the map F. On the last map of a linear head that is the
 * {@link ClassActivation}, divided by the number of places, where it is not below 0. On finer maps it shows more detail
 * and means less, as one α stands for a channel at all places.
 *
 * @param level of the map, 1 for the finest to 5 for the last
 */
public record GradientMap(int level) {
    /** Refuses levels that no encoder has. */
    public GradientMap {
        if (level < 1 || level > 5) {
            throw new IllegalArgumentException("there is no level " + level + " of maps: choose 1 to 5");
        }
    }

    /** The map, of the size of the encoder's at that level; {@link PictureMap#enlarged} takes it to the picture's. */
    public PictureMap of(EncoderScore score, ExplainedPicture picture) {
        PictureMap[] found = new PictureMap[1];
        Scope.run("gradient map", () -> {
            Tensor map = map(score, picture);
            float[] values = map.matmul(Tensor.of(weights(score, map), map.size(3), 1)).relu().toFloats();
            found[0] = new PictureMap(Math.toIntExact(map.size(1)), Math.toIntExact(map.size(2)), values);
        });
        return found[0];
    }

    /** {@code [1, height, width, channels]}. */
    Tensor map(EncoderScore score, ExplainedPicture picture) {
        return score.encoder().pyramid(picture.batch().tensor(PictureScore.CHANNELS), Pass.EVAL).get(level - 1);
    }

    /** α, {@code [channels]}. */
    float[] weights(EncoderScore score, Tensor map) {
        Tensor leaf = map.detach().requireGrad();
        try (Gradients gradients = score.ofMap(level, leaf, Pass.EVAL_WITH_GRADIENTS).sum().backward()) {
            return gradients.of(leaf).mean(0, 1, 2).toFloats();
        }
    }
}
