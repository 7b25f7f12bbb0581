package dev.nacre.mammo.eval.localisation;

/**
 * When what was found counts as a lesion. It belongs beside every figure that follows from it.
 *
 * @param byCentre whether a region whose centre lies in the lesion hits it
 * @param overlap intersection over union from which a region hits the lesion, 0 to 1; 1 for no such way
 */
public record HitRule(boolean byCentre, double overlap) {
    /** The centre inside, or an overlap of a fifth. */
    public static final HitRule USUAL = new HitRule(true, 0.2);

    /** Refuses what would make everything a hit. */
    public HitRule {
        if (!(overlap > 0 && overlap <= 1)) {
            throw new IllegalArgumentException("an overlap of " + overlap + ": give more than 0, at most 1");
        }
    }

    /** Whether a region that was found hits a lesion. */
    public boolean hits(Region found, Region lesion) {
        return byCentre && lesion.contains(found.centre()) || Region.iou(found, lesion) >= overlap;
    }

    /** For tables. */
    public String description() {
        return (byCentre ? "centre inside the lesion or " : "") + "IoU of at least " + overlap;
    }
}
