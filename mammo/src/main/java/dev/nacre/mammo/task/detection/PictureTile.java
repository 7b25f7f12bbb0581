package dev.nacre.mammo.task.detection;

import java.util.Arrays;

/**
 * A part of a picture; what reaches beyond it gets the picture's darkest level.
 *
 * @param top first row
 * @param left first column
 * @param height rows
 * @param width columns
 */
record PictureTile(int top, int left, int height, int width) {
    /** The tile's values, {@code [height, width]}; a new array. */
    float[] of(float[] picture, int pictureHeight, int pictureWidth) {
        float[] values = new float[height * width];
        int rows = Math.min(height, pictureHeight - top);
        int columns = Math.min(width, pictureWidth - left);
        if (rows < height || columns < width) {
            float darkest = Float.POSITIVE_INFINITY;
            for (float value : picture) {
                darkest = Math.min(darkest, value);
            }
            Arrays.fill(values, darkest);
        }
        for (int row = 0; row < rows; row++) {
            System.arraycopy(picture, (top + row) * pictureWidth + left, values, row * width, columns);
        }
        return values;
    }

    /** Whether nothing can be seen in it. */
    static boolean isConstant(float[] values) {
        for (float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
