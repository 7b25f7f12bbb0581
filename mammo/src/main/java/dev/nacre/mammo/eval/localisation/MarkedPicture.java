package dev.nacre.mammo.eval.localisation;

import java.util.Arrays;
import java.util.List;

/**
 * What a model marked in one picture, held against its lesions. Arrays are not copied.
 *
 * @param lesionScores of each lesion, the highest score of a region that hits it; −∞ if none does
 * @param falseScores of each region that hits no lesion. Further regions on a lesion that was hit count for nothing
 */
public record MarkedPicture(double[] lesionScores, double[] falseScores) {
    /** Compares. */
    public static MarkedPicture of(List<ScoredRegion> found, List<? extends Region> lesions, HitRule rule) {
        double[] lesionScores = new double[lesions.size()];
        Arrays.fill(lesionScores, Double.NEGATIVE_INFINITY);
        double[] falseScores = new double[found.size()];
        int misses = 0;
        for (ScoredRegion one : found) {
            boolean hit = false;
            for (int lesion = 0; lesion < lesionScores.length; lesion++) {
                if (rule.hits(one.region(), lesions.get(lesion))) {
                    lesionScores[lesion] = Math.max(lesionScores[lesion], one.score());
                    hit = true;
                }
            }
            if (!hit) {
                falseScores[misses++] = one.score();
            }
        }
        return new MarkedPicture(lesionScores, Arrays.copyOf(falseScores, misses));
    }

    /** Whether it shows no lesion. */
    public boolean isNormal() {
        return lesionScores.length == 0;
    }
}
