package dev.nacre.mammo.eval;

import dev.nacre.mammo.image.GreyPicture;

/** A number for a picture that needs no learning; a model that cannot beat it has learned nothing worth having. */
public sealed interface PictureScore permits MaximumGrey, GreyPercentile, WhiteTopHat {
    /** The number, in grey levels of the picture. */
    double of(GreyPicture picture);

    /** What it is, in words, such as {@code 99.9th percentile}. */
    String description();
}
