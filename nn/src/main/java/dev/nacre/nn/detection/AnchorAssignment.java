package dev.nacre.nn.detection;

import java.util.List;

/**
 * Which anchor is to find which object (Lin et al. 2017, §4): the one it overlaps most, if that is enough. No object is
 * sure of an anchor: very small or very long ones may get none.
 *
 * @param positive overlap (intersection over union) from which an anchor is to find the object
 * @param negative overlap below which it is to find nothing; between the two it is left out of the loss
 */
public record AnchorAssignment(double positive, double negative) {
    /** From a half, and below 0.4. */
    public static final AnchorAssignment RETINA_NET = new AnchorAssignment(0.5, 0.4);
    /** Of an anchor that is to find nothing. */
    public static final int NOTHING = -1;
    /** Of an anchor that is left out. */
    public static final int IGNORED = -2;

    /** Refuses limits out of order. */
    public AnchorAssignment {
        if (!(negative > 0 && negative <= positive && positive <= 1)) {
            throw new IllegalArgumentException("overlaps of " + negative + " and " + positive
                    + ": give 0 < negative <= positive <= 1");
        }
    }

    /** For each anchor the number of its object, the first of equal ones, or {@link #NOTHING} or {@link #IGNORED}. */
    public int[] of(List<BoundingBox> anchors, List<LabelledBox> objects) {
        int[] assigned = new int[anchors.size()];
        for (int index = 0; index < assigned.length; index++) {
            BoundingBox anchor = anchors.get(index);
            double most = 0;
            int object = NOTHING;
            for (int number = 0; number < objects.size(); number++) {
                double overlap = anchor.overlap(objects.get(number).box());
                if (overlap > most) {
                    most = overlap;
                    object = number;
                }
            }
            assigned[index] = most >= positive ? object : most < negative ? NOTHING : IGNORED;
        }
        return assigned;
    }
}
