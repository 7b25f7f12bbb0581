package dev.nacre.mammo.eval;

import dev.nacre.mammo.image.GreyMorphology;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.StructuringElement;

/**
 * What is brighter than its surroundings and smaller than a square: the white top-hat, a picture minus its opening
 * (Serra 1982; the classical finder of calcifications), summed up by another score.
 *
 * @param radius  of the square in pixels; its side is 2 · radius + 1
 * @param summary makes one number of the top-hat picture
 */
public record WhiteTopHat(int radius, PictureScore summary) implements PictureScore {
    /** Refuses a square of no size. */
    public WhiteTopHat {
        if (radius < 1) {
            throw new IllegalArgumentException("a top-hat of radius " + radius + ": give at least 1");
        }
    }

    @Override
    public double of(GreyPicture picture) {
        return summary.of(transform(picture));
    }

    /** The picture minus its opening; never negative, since an opening lies nowhere above its picture. */
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
        return summary.description() + " at radius " + radius;
    }
}
