package dev.nacre.mammo.phantom.xray;

import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.phantom.breast.Lesion;

/**
 * The pixels of a picture that a lesion covers by half or more; at least one.
 *
 * @param lesion whose pixels these are
 * @param mask of the size of the picture
 */
public record LesionMask(Lesion lesion, Mask mask) {
}
