package dev.nacre.mammo.prepare;

import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
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
     * Finds unusable pictures before work starts.
     *
     * @throws dev.nacre.nn.InputException for the first that cannot be used
     */
    void check(Collection<Path> files);
}
