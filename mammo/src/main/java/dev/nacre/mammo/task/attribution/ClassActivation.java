package dev.nacre.mammo.task.attribution;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.nn.Pass;

/**
 * The class-activation map of a linear head (Zhou et al. 2016, "Learning deep features for discriminative
 * localization"): Σ_c w_c F_c at each place of the last map F. It is exact: its mean is the score without the bias
 * of the {@linkplain EncoderScore#linearAt head that the score is} for the picture.
 */
public final class ClassActivation {
    private ClassActivation() {
    }

    /** The map, of the size of the encoder's last one; {@link PictureMap#enlarged} takes it to the picture's. */
    public static PictureMap of(EncoderScore score, ExplainedPicture picture) {
        LinearHeadScore head = score.linearAt(picture);
        PictureMap[] found = new PictureMap[1];
        Scope.run("class activation", () -> {
            Tensor map = head.encoder().features(picture.batch().tensor(PictureScore.CHANNELS), Pass.EVAL);
            found[0] = new PictureMap(Math.toIntExact(map.size(1)), Math.toIntExact(map.size(2)),
                    map.matmul(Tensor.of(head.weights(), head.weights().length, 1)).toFloats());
        });
        return found[0];
    }
}
