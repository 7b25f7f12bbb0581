package dev.nacre.mammo.prepare;

import dev.nacre.mammo.image.GreyPicture;
import java.util.Collection;

/** Where prepared pictures go. Safe for use by many threads. */
interface PictureOutput extends AutoCloseable {
    /**
     * Writes one picture.
     *
     * @param name of the picture, a relative path with slashes
     * @return where it begins, for outputs that need to know that
     */
    long write(String name, GreyPicture picture);

    /** Whether a picture of an earlier run is there. */
    boolean has(PreparationRow.Picture picture);

    /** Everything is written: finishes what all pictures share. */
    void finish(Collection<PreparationRow.Picture> pictures);

    @Override
    void close();
}
