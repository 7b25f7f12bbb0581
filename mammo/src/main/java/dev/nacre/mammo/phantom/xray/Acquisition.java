package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.View;
import dev.nacre.nn.InputException;

/**
 * How a mammogram is taken.
 *
 * @param view which projection
 * @param height rows of the picture, which show 24 cm
 * @param width columns of the picture
 * @param key of the position of the breast and of the noise; another exam has another one
 */
public record Acquisition(View view, int height, int width, Key key) {
    /** Millimetres from the upper to the lower edge of a picture. */
    public static final double FIELD = 240;
    /** The fewest rows of a picture. */
    public static final int LEAST_HEIGHT = 128;
    /** The most rows of a picture. */
    public static final int MOST_HEIGHT = 3328;

    private static final double NARROWEST = 0.45;

    /** @throws InputException if such a picture shows no breast; one sentence */
    public Acquisition {
        checkSize(height, width);
    }

    /** @throws InputException if a picture of this size shows no breast; one sentence */
    public static void checkSize(int height, int width) {
        if (!(height >= LEAST_HEIGHT && height <= MOST_HEIGHT && width >= NARROWEST * height && width <= height)) {
            throw new InputException("pictures of " + height + " x " + width + " pixels (height x width) cannot be"
                    + " taken: give a height from " + LEAST_HEIGHT + " to " + MOST_HEIGHT + ", and a width between "
                    + NARROWEST + " and 1 of the height");
        }
    }

    /** Millimetres from one pixel to the next. */
    public double pixel() {
        return FIELD / height;
    }
}
