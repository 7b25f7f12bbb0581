package dev.nacre.mammo.phantom;

import dev.nacre.mammo.image.PixelBox;
import java.util.Arrays;

/**
 * The pixels of a picture that a lesion covers by half or more.
 *
 * @param lesion whose pixels these are
 * @param height rows of the picture
 * @param width columns of the picture
 * @param pixels {@code [height, width]}; not copied
 */
public record LesionMask(Lesion lesion, int height, int width, boolean[] pixels) {
    public LesionMask {
        if (pixels.length != height * width) {
            throw new IllegalArgumentException("a mask of " + height + " x " + width + " needs as many pixels, got "
                    + pixels.length);
        }
    }

    /** Whether the lesion covers this pixel. */
    public boolean covers(int row, int column) {
        return pixels[row * width + column];
    }

    /** The smallest box around all covered pixels. */
    public PixelBox box() {
        int left = width;
        int right = 0;
        int top = height;
        int bottom = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                if (covers(row, column)) {
                    left = Math.min(left, column);
                    right = Math.max(right, column + 1);
                    top = Math.min(top, row);
                    bottom = Math.max(bottom, row + 1);
                }
            }
        }
        return new PixelBox(left, top, right, bottom);
    }

    /** Seen in a mirror: left and right change places. */
    LesionMask mirrored() {
        boolean[] turned = new boolean[pixels.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                turned[row * width + column] = pixels[row * width + width - 1 - column];
            }
        }
        return new LesionMask(lesion, height, width, turned);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LesionMask mask && lesion.equals(mask.lesion) && height == mask.height
                && width == mask.width && Arrays.equals(pixels, mask.pixels);
    }

    @Override
    public int hashCode() {
        return 31 * lesion.hashCode() + Arrays.hashCode(pixels);
    }
}
