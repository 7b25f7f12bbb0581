package dev.nacre.mammo.eval;

import dev.nacre.mammo.image.GreyMorphology;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.StructuringElement;

/**
 * What is brighter than its surroundings and smaller than a square: the white top-hat, a picture minus its opening
 * (Serra 1982; the classical finder of calcifications).
 *
 * @param radius of the square in pixels; its side is 2 · radius + 1
 */
public record WhiteTopHat(int radius) implements BrightnessFilter {
    /** Refuses a square of no size. */
    public WhiteTopHat {
        if (radius < 1) {
            throw new IllegalArgumentException("a top-hat of radius " + radius + ": give at least 1");
        }
    }

    /** The picture minus its opening; never negative, since an opening lies nowhere above its picture. */
    @Override
    public GreyPicture transform(GreyPicture picture) {
        short[] opened = GreyMorphology.open(picture, StructuringElement.square(radius)).levels();
        short[] difference = new short[opened.length];
        for (int index = 0; index < opened.length; index++) {
            difference[index] = (short) (picture.levels()[index] - opened[index]);
        }
        return new GreyPicture(picture.height(), picture.width(), picture.bits(), difference);
    }

    @Override
    public String description() {
        return "radius " + radius;
    }
}
