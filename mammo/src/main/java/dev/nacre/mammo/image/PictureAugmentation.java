package dev.nacre.mammo.image;

import dev.nacre.core.Key;

/**
 * Random changes of a training picture: each flip, and an affine map about the centre, with a probability of its own.
 * The ranges of the affine map are symmetric. (The published configuration names the same numbers but, as its library
 * read them, trained with one constant skew.) A flip turns a left breast into the shape of a right one although the
 * text may name the side; the published training does the same.
 *
 * @param horizontalFlip probability that left and right are exchanged
 * @param verticalFlip probability that top and bottom are exchanged
 * @param affine probability of the affine map
 * @param rotation largest angle of rotation in degrees, either way
 * @param translation largest shift as a part of the width and of the height, either way
 * @param scaling largest change of size as a part, either way and for each axis; 0.2 means 0.8 to 1.2
 * @param shear largest angle of shear in degrees, either way and for each axis
 */
public record PictureAugmentation(double horizontalFlip, double verticalFlip, double affine,
        double rotation, double translation, double scaling, double shear) {
    /** Leaves pictures as they are. */
    public static final PictureAugmentation NONE = new PictureAugmentation(0, 0, 0, 0, 0, 0, 0);
    /** The ranges of Mammo-CLIP, without its invisible elastic distortion. */
    public static final PictureAugmentation MAMMO_CLIP = new PictureAugmentation(0.5, 0.5, 0.5, 20, 0.1, 0.2, 20);

    public PictureAugmentation {
        if (!(scaling >= 0 && scaling < 1) || !(Math.abs(shear) < 45)) {
            throw new IllegalArgumentException("an affine map needs a scaling in [0, 1) and a shear below 45 degrees,"
                    + " got " + scaling + " and " + shear);
        }
    }

    /**
     * A changed copy, or the array itself where nothing is changed.
     *
     * @param levels {@code [height, width]}, row-major
     */
    public float[] apply(float[] levels, int height, int width, Key key) {
        float[] changed = levels;
        if (key.uniform(0) < horizontalFlip) {
            changed = flipped(changed, height, width, false);
        }
        if (key.uniform(1) < verticalFlip) {
            changed = flipped(changed, height, width, true);
        }
        if (key.uniform(2) < affine) {
            changed = AffineMap.of(
                    symmetric(rotation, key, 3), symmetric(shear, key, 4), symmetric(shear, key, 5),
                    1 + symmetric(scaling, key, 6), 1 + symmetric(scaling, key, 7),
                    symmetric(translation, key, 8) * width, symmetric(translation, key, 9) * height)
                    .apply(changed, height, width);
        }
        return changed;
    }

    private static double symmetric(double range, Key key, long position) {
        return range * (2 * key.uniform(position) - 1);
    }

    private static float[] flipped(float[] levels, int height, int width, boolean vertically) {
        float[] flipped = new float[levels.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int from = vertically ? (height - 1 - row) * width + column : row * width + width - 1 - column;
                flipped[row * width + column] = levels[from];
            }
        }
        return flipped;
    }
}
