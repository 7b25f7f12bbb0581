package dev.nacre.mammo.task.attribution;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.nn.Pass;

/**
 * The class-activation map of a linear head (Zhou et al. 2016, "Learning deep features for discriminative
 * localization"): Σ_c w_c F_c at each place of the last map F. It is exact: its mean is the score without the bias.
 */
public final class ClassActivation {
    private ClassActivation() {
    }

    /** The map, of the size of the encoder's last one; {@link PictureMap#enlarged} takes it to the picture's. */
    public static PictureMap of(LinearHeadScore score, ExplainedPicture picture) {
        PictureMap[] found = new PictureMap[1];
        Scope.run("class activation", () -> {
            Tensor map = score.encoder().features(picture.batch().tensor(PictureScore.CHANNELS), Pass.EVAL);
            found[0] = new PictureMap(Math.toIntExact(map.size(1)), Math.toIntExact(map.size(2)),
                    map.matmul(Tensor.of(score.weights(), score.weights().length, 1)).toFloats());
        });
        return found[0];
    }

    /** The same for a zero-shot score, by the linear head that it is for this picture. */
    public static PictureMap of(ZeroShotScore score, ExplainedPicture picture) {
        float[][] features = new float[1][];
        Scope.run("features", () -> features[0] = score.encoder().forward(
                picture.batch().tensor(PictureScore.CHANNELS), Pass.EVAL).toFloats());
        return of(score.linearAt(features[0]), picture);
    }
}
