package dev.nacre.mammo.image;

import java.util.Optional;

/**
 * Which pixels of a picture belong to something. The array is row-major and not copied.
 *
 * @param height rows
 * @param width columns
 * @param inside {@code [height, width]}
 */
public record Mask(int height, int width, boolean[] inside) {
    public Mask {
        if (height < 1 || width < 1 || inside.length != Math.multiplyExact(height, width)) {
            throw new IllegalArgumentException("a mask of " + height + " x " + width
                    + " needs height x width elements, got " + inside.length);
        }
    }

    /** The pixels whose level is above a threshold. */
    public static Mask above(GreyPicture picture, int threshold) {
        short[] levels = picture.levels();
        boolean[] inside = new boolean[levels.length];
        for (int index = 0; index < inside.length; index++) {
            inside[index] = Short.toUnsignedInt(levels[index]) > threshold;
        }
        return new Mask(picture.height(), picture.width(), inside);
    }

    /** Whether a pixel belongs to it. */
    public boolean at(int row, int column) {
        return inside[row * width + column];
    }

    /** How many pixels belong to it. */
    public int count() {
        int count = 0;
        for (boolean one : inside) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** The pixels that do not belong to it. */
    public Mask complement() {
        boolean[] outside = new boolean[inside.length];
        for (int index = 0; index < inside.length; index++) {
            outside[index] = !inside[index];
        }
        return new Mask(height, width, outside);
    }

    /** The pixels that belong to it or to another of the same size. */
    public Mask or(Mask other) {
        if (other.height != height || other.width != width) {
            throw new IllegalArgumentException("masks of " + height + " x " + width + " and " + other.height + " x "
                    + other.width + " cover different pictures");
        }
        boolean[] either = new boolean[inside.length];
        for (int index = 0; index < inside.length; index++) {
            either[index] = inside[index] || other.inside[index];
        }
        return new Mask(height, width, either);
    }

    /** The smallest box around its pixels, if it has any. */
    public Optional<PixelBox> box() {
        int x0 = width;
        int x1 = 0;
        int y0 = height;
        int y1 = 0;
        for (int row = 0; row < height; row++) {
            int start = row * width;
            int first = 0;
            while (first < width && !inside[start + first]) {
                first++;
            }
            if (first < width) {
                int last = width - 1;
                while (!inside[start + last]) {
                    last--;
                }
                x0 = Math.min(x0, first);
                x1 = Math.max(x1, last + 1);
                y0 = Math.min(y0, row);
                y1 = row + 1;
            }
        }
        return y1 == 0 ? Optional.empty() : Optional.of(new PixelBox(x0, y0, x1, y1));
    }
}
