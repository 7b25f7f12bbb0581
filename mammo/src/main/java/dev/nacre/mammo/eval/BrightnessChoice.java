package dev.nacre.mammo.eval;

import dev.nacre.nn.metric.RocCurve;
import java.util.List;

/**
 * The variant of a family that tells breasts best from one another.
 *
 * @param variant  the score
 * @param reversed whether a low score speaks for the finding: what gives a lesion away may also be darker than usual
 * @param area     under the ROC curve on the breasts on which it was chosen, which favours it; at least 0.5
 */
public record BrightnessChoice(int variant, boolean reversed, double area) {
    /**
     * Chooses.
     *
     * @param positive of each breast, whether it has the finding
     * @param scores   {@code [variant][breast]}
     * @param variants to choose from, at least one
     * @throws dev.nacre.nn.InputException if all breasts have the finding, or none
     */
    public static BrightnessChoice best(boolean[] positive, double[][] scores, List<Integer> variants) {
        BrightnessChoice best = null;
        for (int variant : variants) {
            double area = RocCurve.of(positive, scores[variant]).area();
            double either = Math.max(area, 1 - area);
            if (best == null || either > best.area) {
                best = new BrightnessChoice(variant, area < 0.5, either);
            }
        }
        return best;
    }

    /** Such as {@code maximum at scale 4}. @param variants those from which it was chosen, in their order */
    public String description(List<BrightnessScore> variants) {
        return (reversed ? "low " : "") + variants.get(variant).description();
    }

    /** Scores of the chosen variant, turned so that a high one speaks for the finding: {@code [breast]}. */
    public double[] of(double[][] scores) {
        double[] turned = scores[variant].clone();
        for (int breast = 0; reversed && breast < turned.length; breast++) {
            turned[breast] = -turned[breast];
        }
        return turned;
    }
}
