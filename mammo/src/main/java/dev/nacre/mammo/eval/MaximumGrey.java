package dev.nacre.mammo.eval;

import dev.nacre.mammo.image.GreyPicture;

/** The highest grey level of a picture. */
public record MaximumGrey() implements PictureScore {
    @Override
    public double of(GreyPicture picture) {
        int highest = 0;
        for (short level : picture.levels()) {
            highest = Math.max(highest, Short.toUnsignedInt(level));
        }
        return highest;
    }

    @Override
    public String description() {
        return "maximum grey level";
    }
}
