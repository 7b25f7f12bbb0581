package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.image.AffineWarp;
import dev.nacre.mammo.image.Border;
import dev.nacre.mammo.image.GaussianBlur;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PlaneAffine;

/**
 * The vectors of the places of one picture, and how well texts fit them. The array is not copied.
 *
 * @param rows of places
 * @param columns of places
 * @param vectors {@code [rows, columns, width]}, each of length 1
 */
public record PlaceVectors(int rows, int columns, float[] vectors) {
    /**
     * The cosine of each place with a text: {@code [rows, columns]}.
     *
     * @param text {@code [width]}, of length 1
     */
    public PictureMap cosines(float[] text) {
        if (text.length * rows * columns != vectors.length) {
            throw new IllegalArgumentException("a text of " + text.length + " numbers does not fit " + rows + " x "
                    + columns + " places of " + vectors.length + " in all: do both come from one model?");
        }
        float[] cosines = new float[rows * columns];
        for (int place = 0; place < cosines.length; place++) {
            double sum = 0;
            for (int element = 0; element < text.length; element++) {
                sum += (double) vectors[place * text.length + element] * text[element];
            }
            cosines[place] = (float) sum;
        }
        return new PictureMap(rows, columns, cosines);
    }

    /**
     * The text–patch map of specification §2.8 (the form of BioViL, Boecking et al. 2022): cosines, interpolated
     * linearly to the picture's pixels and smoothed with a Gaussian.
     *
     * @param text {@code [width]}, of length 1
     * @param height of the picture
     * @param width of the picture
     * @param sigma standard deviation of the Gaussian in places; 1.5 is usual, 0 for none
     */
    public PictureMap map(float[] text, int height, int width, double sigma) {
        return enlarged(cosines(text), height, width, sigma);
    }

    private PictureMap enlarged(PictureMap cosines, int height, int width, double sigma) {
        // Repeated outer places, since beyond them there is nothing to interpolate with.
        float[] padded = new float[(rows + 2) * (columns + 2)];
        for (int row = 0; row < rows + 2; row++) {
            for (int column = 0; column < columns + 2; column++) {
                padded[row * (columns + 2) + column] = cosines.values()[Math.clamp(row - 1, 0, rows - 1) * columns
                        + Math.clamp(column - 1, 0, columns - 1)];
            }
        }
        double down = (double) height / rows;
        PlaneAffine toPixels = PlaneAffine.shift(-1, -1).then(PlaneAffine.scale((double) width / columns, down));
        float[] pixels = new AffineWarp(toPixels, Border.REFLECT_101)
                .apply(padded, rows + 2, columns + 2, height, width);
        return new PictureMap(height, width,
                sigma == 0 ? pixels : new GaussianBlur(sigma * down).apply(pixels, height, width));
    }
}
