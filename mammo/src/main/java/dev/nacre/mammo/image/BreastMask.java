package dev.nacre.mammo.image;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the breast is: the largest part of what is brighter than the threshold of Otsu, its holes filled. Markers and
 * labels are parts of their own and left out. Expects bright tissue on a dark background.
 */
public final class BreastMask {
    private BreastMask() {
    }

    /** The pixels of the breast; none if the picture is constant. */
    public static Optional<Mask> of(GreyPicture picture) {
        Mask bright = Mask.above(picture, OtsuThreshold.of(GreyHistogram.of(picture)));
        ConnectedComponents parts = ConnectedComponents.of(bright, ConnectedComponents.Neighbours.EIGHT);
        OptionalInt largest = parts.largest();
        return largest.isEmpty() ? Optional.empty()
                : Optional.of(HoleFilling.of(parts.mask(largest.getAsInt())));
    }
}
