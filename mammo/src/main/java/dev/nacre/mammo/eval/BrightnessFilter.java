package dev.nacre.mammo.eval;

import dev.nacre.mammo.image.GreyPicture;

/** What is done to a picture before its brightest pixels are looked at. */
public sealed interface BrightnessFilter permits GreyLevels, WhiteTopHat, BlobFilter, BlobScales {
    /** A new picture of the same size and bits; high where there is what the filter looks for. */
    GreyPicture transform(GreyPicture picture);

    /** How far it looks, such as {@code radius 9}; empty where there is nothing to choose. */
    String description();
}
