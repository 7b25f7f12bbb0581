package dev.nacre.mammo.phantom;

import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.GreyPicture;
import java.util.List;

/**
 * A picture of a phantom with the masks of its lesions.
 *
 * @param view which projection
 * @param picture 8 bits; the chest wall is at the left of a left breast and at the right of a right breast
 * @param lesions the mask of each lesion of the breast
 */
public record PhantomView(View view, GreyPicture picture, List<LesionMask> lesions) {
    /** Copies the list. */
    public PhantomView {
        lesions = List.copyOf(lesions);
    }
}
