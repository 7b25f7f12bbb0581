package dev.nacre.mammo.phantom.xray;

import dev.nacre.mammo.image.GreyPicture;
import java.util.List;

/**
 * A mammogram of a phantom, processed for presentation.
 *
 * @param acquisition how it was taken
 * @param picture 12 bits, dense tissue bright; the chest wall is at the left of a left breast and at the right of a
 *     right one, the head is up in an oblique view and the arm's side is up in a craniocaudal one
 * @param lesions the mask of each lesion of the breast that the picture shows
 */
public record Radiograph(Acquisition acquisition, GreyPicture picture, List<LesionMask> lesions) {
    /** Copies the list. */
    public Radiograph {
        lesions = List.copyOf(lesions);
    }
}
