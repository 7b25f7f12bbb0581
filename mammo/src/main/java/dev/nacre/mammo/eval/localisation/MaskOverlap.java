package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.image.Mask;

/**
 * How far a mask that was found agrees with the true one, in pixels.
 *
 * @param both pixels in both masks
 * @param found pixels found
 * @param truth pixels of the truth; 0 where the picture shows no lesion
 */
public record MaskOverlap(int both, int found, int truth) {
    /** Counts. */
    public static MaskOverlap of(Mask found, Mask truth) {
        if (found.height() != truth.height() || found.width() != truth.width()) {
            throw new IllegalArgumentException("masks of " + found.height() + " x " + found.width() + " and "
                    + truth.height() + " x " + truth.width() + " cannot be compared: map one to the other's pixels");
        }
        int both = 0;
        for (int index = 0; index < found.inside().length; index++) {
            both += found.inside()[index] && truth.inside()[index] ? 1 : 0;
        }
        return new MaskOverlap(both, found.count(), truth.count());
    }

    /** 2 |both| / (|found| + |truth|) (Dice 1945); 1 if both are empty. */
    public double dice() {
        return found + truth == 0 ? 1 : 2.0 * both / (found + truth);
    }

    /** |both| / |either| (Jaccard); 1 if both are empty. */
    public double iou() {
        return found + truth == 0 ? 1 : (double) both / (found + truth - both);
    }

    /** |both| / |found|, the share of what was found that is lesion; 0 if nothing was. */
    public double ior() {
        return found == 0 ? 0 : (double) both / found;
    }
}
