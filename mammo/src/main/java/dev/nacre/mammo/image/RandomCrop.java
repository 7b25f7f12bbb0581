package dev.nacre.mammo.image;

import dev.nacre.core.Key;

/**
 * A random part of a picture, enlarged to the whole by linear interpolation.
 *
 * @param least least part of the width and of the height that is kept, above 0, at most 1
 */
public record RandomCrop(double least) {
    /** Refuses parts that are none. */
    public RandomCrop {
        if (!(least > 0 && least <= 1)) {
            throw new IllegalArgumentException("a crop keeps at least a part above 0 and at most 1, got " + least);
        }
    }

    /** Where points of the picture go. */
    public PlaneAffine draw(int height, int width, Key key) {
        double across = least + (1 - least) * key.uniform(1);
        double down = least + (1 - least) * key.uniform(2);
        return PlaneAffine.shift(-(1 - across) * width * key.uniform(3), -(1 - down) * height * key.uniform(4))
                .then(PlaneAffine.scale(1 / across, 1 / down));
    }

    /**
     * The enlarged part; a new array.
     *
     * @param levels {@code [height, width]}, row-major
     */
    public float[] apply(float[] levels, int height, int width, Key key) {
        return new AffineWarp(draw(height, width, key), Border.REFLECT_101).apply(levels, height, width);
    }
}
