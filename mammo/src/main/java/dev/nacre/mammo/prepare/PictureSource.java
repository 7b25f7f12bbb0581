package dev.nacre.mammo.prepare;

import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.image.RecipePicture;
import java.nio.file.Path;
import java.util.Collection;

/** Where a training finds its pictures, prepared. Safe for use by many threads. */
public interface PictureSource {
    /** How pictures were, or are, prepared. */
    PixelRecipe recipe();

    /**
     * A prepared picture; its levels are shared, not to be written to.
     *
     * @throws dev.nacre.nn.InputException if it is not there, or cannot be used
     */
    PreparedPicture picture(Path file);

    /**
     * The same picture as it is at hand: one that is read for this call may still have to be resized, which whoever
     * computes with it can do as well.
     *
     * @throws dev.nacre.nn.InputException as {@link #picture}
     */
    default RecipePicture atHand(Path file) {
        return picture(file);
    }

    /**
     * Finds unusable pictures before work starts.
     *
     * @throws dev.nacre.nn.InputException for the first that cannot be used
     */
    void check(Collection<Path> files);
}
