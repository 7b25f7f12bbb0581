package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.OriginalPixels;
import dev.nacre.mammo.image.PreparedPicture;
import java.util.List;

/** The lesions that a data set marked in a picture, in pixels of the prepared picture. */
public final class PreparedLesions {
    private PreparedLesions() {
    }

    /**
     * A mask of the prepared picture's size for each lesion of which it shows something.
     *
     * @param findings in the picture
     * @param prepared from it
     * @param height rows of the picture's file
     * @param width columns of the picture's file
     * @throws dev.nacre.nn.InputException if a mask's file cannot be read
     */
    public static List<Mask> of(List<Finding> findings, PreparedPicture prepared, int height, int width) {
        return MarkedLesion.of(findings, height, width).stream().map(lesion -> OriginalPixels.prepared(
                lesion.mask(), prepared.applied(), prepared.height(), prepared.width()))
                .filter(mask -> mask.count() > 0).toList();
    }

    /** The pixels of all lesions in one mask; empty without a lesion. */
    public static Mask together(List<Mask> lesions, PreparedPicture prepared) {
        Mask none = new Mask(prepared.height(), prepared.width(), new boolean[prepared.levels().length]);
        return lesions.stream().reduce(none, Mask::or);
    }
}
