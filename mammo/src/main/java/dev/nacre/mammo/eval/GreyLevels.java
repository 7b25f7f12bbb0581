package dev.nacre.mammo.eval;

import dev.nacre.mammo.image.GreyPicture;

/** The picture as it is. */
public record GreyLevels() implements BrightnessFilter {
    @Override
    public GreyPicture transform(GreyPicture picture) {
        return picture;
    }

    @Override
    public String description() {
        return "";
    }
}
