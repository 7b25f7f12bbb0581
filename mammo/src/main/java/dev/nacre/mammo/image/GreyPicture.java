package dev.nacre.mammo.image;

/**
 * Grey levels as a file holds them. The array is row-major and not copied; levels are unsigned, 0 is black.
 *
 * @param height rows
 * @param width columns
 * @param bits bits per level, 1 to 16
 * @param levels {@code [height, width]}
 */
public record GreyPicture(int height, int width, int bits, short[] levels) {
    public GreyPicture {
        if (height < 1 || width < 1 || levels.length != Math.multiplyExact(height, width)) {
            throw new IllegalArgumentException("a picture of " + height + " x " + width
                    + " needs height x width levels, got " + levels.length);
        }
    }

    /** The level at a row and a column, 0 to 2^bits − 1. */
    public int level(int row, int column) {
        return Short.toUnsignedInt(levels[row * width + column]);
    }

    /** Whether all levels are equal. */
    public boolean isConstant() {
        for (short level : levels) {
            if (level != levels[0]) {
                return false;
            }
        }
        return true;
    }
}
