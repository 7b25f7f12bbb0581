package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.image.Mask;
import java.util.List;

/**
 * A picture's map at a row of thresholds: at each, what lies above falls into regions, which hit lesions or not.
 * Arrays are not copied.
 *
 * @param lesions how many there are
 * @param found lesions that are hit, at each threshold
 * @param falseMarks regions that hit none, at each threshold
 */
public record SweptPicture(int lesions, int[] found, int[] falseMarks) {
    /**
     * Counts.
     *
     * @param map {@code [height, width]}; a lesion where it is high, NaN where nothing is asked
     * @param thresholds falling; pixels of at least that value are marked
     * @param leastPixels smaller regions are left out
     */
    public static SweptPicture of(float[] map, int height, int width, double[] thresholds,
            List<? extends Region> lesions, HitRule rule, int leastPixels) {
        int[] found = new int[thresholds.length];
        int[] falseMarks = new int[thresholds.length];
        for (int place = 0; place < thresholds.length; place++) {
            boolean[] inside = new boolean[map.length];
            for (int index = 0; index < map.length; index++) {
                inside[index] = map[index] >= thresholds[place];
            }
            List<ScoredRegion> regions = Region.components(new Mask(height, width, inside)).stream()
                    .filter(region -> region.area() >= leastPixels).map(region -> new ScoredRegion(region, 1)).toList();
            MarkedPicture marked = MarkedPicture.of(regions, lesions, rule);
            for (double score : marked.lesionScores()) {
                found[place] += score == 1 ? 1 : 0;
            }
            falseMarks[place] = marked.falseScores().length;
        }
        return new SweptPicture(lesions.size(), found, falseMarks);
    }
}
