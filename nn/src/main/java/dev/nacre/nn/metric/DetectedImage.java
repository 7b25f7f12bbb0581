package dev.nacre.nn.metric;

/**
 * What a detector found in one image, as far as {@link DetectionPrecision} needs it, whatever the regions are: boxes,
 * masks, boxes in a volume. The arrays are not copied.
 *
 * @param scores   of each detection; may be none
 * @param overlaps intersection over union, 0 to 1: {@code [detections][findings]}
 * @param findings how many there are in truth; 0 for an image with no finding, all of whose detections are false
 */
public record DetectedImage(double[] scores, double[][] overlaps, int findings) {
    /** Refuses detections without overlaps, and numbers that are none. */
    public DetectedImage {
        if (findings < 0 || scores.length != overlaps.length) {
            throw new IllegalArgumentException(scores.length + " scores, overlaps of " + overlaps.length
                    + " detections and " + findings + " findings: give one row of overlaps for every score");
        }
        for (int detection = 0; detection < scores.length; detection++) {
            if (Double.isNaN(scores[detection]) || overlaps[detection].length != findings) {
                throw new IllegalArgumentException("detection " + (detection + 1) + " of " + scores.length
                        + " has the score " + scores[detection] + " and " + overlaps[detection].length
                        + " overlaps with " + findings + " findings: give a number, and one overlap for each finding");
            }
            for (double overlap : overlaps[detection]) {
                if (!(overlap >= 0 && overlap <= 1)) {
                    throw new IllegalArgumentException("detection " + (detection + 1) + " of " + scores.length
                            + " has an overlap of " + overlap + ": give 0 to 1");
                }
            }
        }
    }

    /**
     * Which detections hit a finding: from the highest score down (equal ones in the order given) each takes the
     * finding it overlaps most among those not yet taken, if that is enough (Lin et al. 2014). A second detection of
     * a finding is false.
     *
     * @param least overlap of a hit
     * @return {@code [detections]}
     */
    boolean[] hits(double least) {
        boolean[] hits = new boolean[scores.length];
        boolean[] taken = new boolean[findings];
        for (int detection : SortedOrder.falling(scores)) {
            int best = -1;
            for (int finding = 0; finding < findings; finding++) {
                if (!taken[finding] && overlaps[detection][finding] >= least
                        && (best < 0 || overlaps[detection][finding] > overlaps[detection][best])) {
                    best = finding;
                }
            }
            if (best >= 0) {
                taken[best] = true;
                hits[detection] = true;
            }
        }
        return hits;
    }
}
