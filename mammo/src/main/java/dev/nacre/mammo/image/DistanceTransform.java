package dev.nacre.mammo.image;

import java.util.Arrays;

/**
 * The Euclidean distance of every pixel's centre to that of the nearest pixel of a mask, exact and in linear time:
 * first along columns, then the lower envelope of one parabola for each column along every row (Meijster, Roerdink and
 * Hesselink 2000, "A general algorithm for computing distance transforms in linear time").
 */
public final class DistanceTransform {
    /** Stands for distances that are larger than 46,340 pixels, and for those to a mask without pixels. */
    public static final int FAR = Integer.MAX_VALUE;

    private DistanceTransform() {
    }

    /** Squared distances, {@code [height, width]}; 0 within the mask, at most {@link #FAR}. */
    public static int[] squared(Mask mask) {
        int height = mask.height();
        int width = mask.width();
        int[] distances = alongColumns(mask);
        long[] squares = new long[width];
        int[] apexes = new int[width];
        int[] begins = new int[width];
        for (int row = 0; row < height; row++) {
            alongRow(distances, row * width, squares, apexes, begins);
        }
        return distances;
    }

    private static int[] alongColumns(Mask mask) {
        int height = mask.height();
        int width = mask.width();
        int[] distances = new int[height * width];
        Arrays.fill(distances, FAR);
        for (int row = 0; row < height; row++) {
            for (int index = row * width; index < (row + 1) * width; index++) {
                if (mask.inside()[index]) {
                    distances[index] = 0;
                } else if (row > 0 && distances[index - width] != FAR) {
                    distances[index] = distances[index - width] + 1;
                }
            }
        }
        for (int row = height - 2; row >= 0; row--) {
            for (int index = row * width; index < (row + 1) * width; index++) {
                if (distances[index + width] < distances[index]) {
                    distances[index] = distances[index + width] + 1;
                }
            }
        }
        return distances;
    }

    /** Replaces the vertical distances of a row by squared distances in the plane. */
    private static void alongRow(int[] distances, int start, long[] squares, int[] apexes, int[] begins) {
        int width = squares.length;
        int last = -1;
        for (int column = 0; column < width; column++) {
            if (distances[start + column] == FAR) {
                continue;
            }
            squares[column] = (long) distances[start + column] * distances[start + column];
            long begin = 0;
            while (last >= 0) {
                begin = begin(apexes[last], column, squares);
                if (begin > begins[last]) {
                    break;
                }
                last--;
            }
            if (last < 0) {
                begin = 0;
            }
            if (begin < width) {
                apexes[++last] = column;
                begins[last] = (int) begin;
            }
        }
        if (last < 0) {
            return;
        }
        for (int column = width - 1; column >= 0; column--) {
            long across = column - apexes[last];
            distances[start + column] = (int) Math.min(FAR, squares[apexes[last]] + across * across);
            if (column == begins[last]) {
                last--;
            }
        }
    }

    /** The first column at which the parabola of the right apex lies below that of the left one. */
    private static long begin(int left, int right, long[] squares) {
        long numerator = (long) right * right - (long) left * left + squares[right] - squares[left];
        return Math.floorDiv(numerator, 2L * (right - left)) + 1;
    }
}
