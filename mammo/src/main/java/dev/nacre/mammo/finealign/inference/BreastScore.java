package dev.nacre.mammo.finealign.inference;

import java.util.OptionalDouble;

/**
 * A breast's zero-shot score: how much better sentences that tell of a lesion fit it than sentences that tell of normal
 * tissue, and how aware the decoder is of something. It orders breasts and is no probability of a disease.
 *
 * @param margin τ times (highest cosine with what is there − highest cosine with what is normal)
 * @param awareness ŷ, the mean awareness over the small part of what lies over the fat that has the most (see
 *     {@link dev.nacre.mammo.finealign.loss.SideScores}); empty for the precursor
 * @param score the mean of the margin's sigmoid and the awareness, 0 to 1; the sigmoid alone without one. The sigmoid
 *     brings both to one scale and changes no order of margins
 */
public record BreastScore(double margin, OptionalDouble awareness, double score) {
    /** From its parts. */
    public static BreastScore of(double margin, OptionalDouble awareness) {
        double share = 1 / (1 + StrictMath.exp(-margin));
        return new BreastScore(margin, awareness, awareness.isPresent() ? (share + awareness.getAsDouble()) / 2
                : share);
    }

    /**
     * The margin of one breast.
     *
     * @param scale τ
     * @param breast its vector, of any length above 0
     */
    public static double margin(double scale, float[] breast, float[][] present, float[][] absent) {
        return scale * (highest(breast, present) - highest(breast, absent));
    }

    private static double highest(float[] breast, float[][] texts) {
        double square = 0;
        for (float element : breast) {
            square += (double) element * element;
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (float[] text : texts) {
            double product = 0;
            for (int element = 0; element < breast.length; element++) {
                product += (double) breast[element] * text[element];
            }
            highest = Math.max(highest, product / Math.sqrt(square));
        }
        return highest;
    }
}
