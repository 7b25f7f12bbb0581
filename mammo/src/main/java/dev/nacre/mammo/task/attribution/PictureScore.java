package dev.nacre.mammo.task.attribution;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.nn.Pass;

/**
 * A number for a picture, such as how much it speaks for a finding. A network that is frozen spares explanations the
 * slopes by its weights, which they do not need.
 */
@FunctionalInterface
public interface PictureScore {
    /** All channels of a picture are equal. */
    int CHANNELS = 3;

    /**
     * The scores, each of its own picture alone.
     *
     * @param pictures prepared, {@code [batch, height, width, 3]}
     * @param pass of evaluation; where it records, slopes by the pictures can be asked for
     * @return {@code [batch]}
     */
    Tensor of(Tensor pictures, Pass pass);

    /** The scores of prepared pictures. */
    default double[] of(PictureBatch pictures) {
        double[][] scores = new double[1][];
        Scope.run("scores", () -> scores[0] = of(pictures.tensor(CHANNELS), Pass.EVAL).toDoubles());
        return scores[0];
    }
}
