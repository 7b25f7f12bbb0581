package dev.nacre.mammo.eval;

import java.util.Arrays;

/**
 * Erosion, then dilation, by a square of side 2 · radius + 1; beyond the border there is nothing. A square is a row of
 * columns, so each is two passes along lines, and a pass costs three comparisons a pixel whatever the radius: running
 * extrema from both ends of blocks as long as the window, of which two cover any window (van Herk 1992, Gil and Werman
 * 1993).
 */
final class SquareOpening {
    private static final int HIGHEST = 0xFFFF;

    private final int height;
    private final int width;
    private final int radius;
    private final int window;
    private final int[] padded;
    private final int[] fromLeft;
    private final int[] fromRight;

    SquareOpening(int height, int width, int radius) {
        this.height = height;
        this.width = width;
        // A wider square sees no more of the picture.
        this.radius = Math.min(radius, Math.max(height, width));
        window = 2 * this.radius + 1;
        int blocks = Math.ceilDiv(Math.max(height, width) + 2 * this.radius, window);
        padded = new int[blocks * window];
        fromLeft = new int[padded.length];
        fromRight = new int[padded.length];
    }

    /** The opening of unsigned levels {@code [height, width]}; a new array. */
    short[] open(short[] levels) {
        int[] values = new int[levels.length];
        for (int index = 0; index < values.length; index++) {
            values[index] = Short.toUnsignedInt(levels[index]);
        }
        erode(values);
        complement(values);
        // The dilation is the erosion of the negative.
        erode(values);
        complement(values);
        short[] opened = new short[levels.length];
        for (int index = 0; index < values.length; index++) {
            opened[index] = (short) values[index];
        }
        return opened;
    }

    private static void complement(int[] values) {
        for (int index = 0; index < values.length; index++) {
            values[index] = HIGHEST - values[index];
        }
    }

    private void erode(int[] values) {
        for (int row = 0; row < height; row++) {
            erodeLine(values, row * width, 1, width);
        }
        for (int column = 0; column < width; column++) {
            erodeLine(values, column, width, height);
        }
    }

    private void erodeLine(int[] values, int start, int step, int length) {
        Arrays.fill(padded, HIGHEST);
        for (int index = 0; index < length; index++) {
            padded[radius + index] = values[start + index * step];
        }
        for (int block = 0; block < padded.length && block < length + 2 * radius; block += window) {
            int last = block + window - 1;
            fromLeft[block] = padded[block];
            fromRight[last] = padded[last];
            for (int offset = 1; offset < window; offset++) {
                fromLeft[block + offset] = Math.min(fromLeft[block + offset - 1], padded[block + offset]);
                fromRight[last - offset] = Math.min(fromRight[last - offset + 1], padded[last - offset]);
            }
        }
        for (int index = 0; index < length; index++) {
            values[start + index * step] = Math.min(fromRight[index], fromLeft[index + window - 1]);
        }
    }
}
