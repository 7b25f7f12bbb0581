package dev.nacre.mammo.phantom;

import dev.nacre.mammo.image.GreyPicture;

/**
 * A picture in the making, addressed in centimetres: x from the chest wall towards the nipple, y downwards. Levels run
 * from 0 (black) to 1 (white) and are rounded once, at the end.
 */
final class Canvas {
    /** Centimetres that a picture shows from top to bottom. */
    static final double HEIGHT = 24;

    private static final int WHITE = 255;

    private final int height;
    private final int width;
    private final double pixel;
    private final double[] levels;

    /** Says how much of a point something covers, 0 to 1. */
    @FunctionalInterface
    interface Coverage {
        double at(double x, double y);
    }

    /** What a level becomes where something covers the point. */
    @FunctionalInterface
    interface Paint {
        double over(double level, double coverage);
    }

    Canvas(int height, int width) {
        this.height = height;
        this.width = width;
        this.pixel = HEIGHT / height;
        this.levels = new double[height * width];
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /** Side of a pixel in centimetres. */
    double pixel() {
        return pixel;
    }

    double x(int column) {
        return (column + 0.5) * pixel;
    }

    double y(int row) {
        return (row + 0.5) * pixel;
    }

    double level(int row, int column) {
        return levels[row * width + column];
    }

    void set(int row, int column, double level) {
        levels[row * width + column] = level;
    }

    /** Paints within {@code reach} of a point. */
    void paint(Point centre, double reach, Coverage coverage, Paint paint) {
        for (int row = first(centre.y() - reach); row < end(centre.y() + reach, height); row++) {
            for (int column = first(centre.x() - reach); column < end(centre.x() + reach, width); column++) {
                double share = coverage.at(x(column), y(row));
                if (share > 0) {
                    int index = row * width + column;
                    levels[index] = paint.over(levels[index], Math.min(1, share));
                }
            }
        }
    }

    /** Marks the pixels of which at least half is covered. */
    void mark(Point centre, double reach, Coverage coverage, boolean[] mask) {
        for (int row = first(centre.y() - reach); row < end(centre.y() + reach, height); row++) {
            for (int column = first(centre.x() - reach); column < end(centre.x() + reach, width); column++) {
                if (coverage.at(x(column), y(row)) >= 0.5) {
                    mask[row * width + column] = true;
                }
            }
        }
    }

    /** The mean level between two distances from a point. */
    double ringMean(Point centre, double inner, double outer) {
        double sum = 0;
        int count = 0;
        for (int row = first(centre.y() - outer); row < end(centre.y() + outer, height); row++) {
            for (int column = first(centre.x() - outer); column < end(centre.x() + outer, width); column++) {
                double distance = centre.distance(x(column), y(row));
                if (distance >= inner && distance <= outer) {
                    sum += level(row, column);
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** The share of a pixel that lies inside an edge, for a point {@code depth} centimetres inside it. */
    double edge(double depth) {
        return Math.clamp(0.5 + depth / pixel, 0, 1);
    }

    /** The finished picture. */
    GreyPicture picture(boolean mirrored) {
        short[] grey = new short[levels.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double level = level(row, mirrored ? width - 1 - column : column);
                grey[row * width + column] = (short) Math.round(WHITE * Math.clamp(level, 0, 1));
            }
        }
        return new GreyPicture(height, width, 8, grey);
    }

    private int first(double position) {
        return Math.max(0, (int) Math.floor(position / pixel));
    }

    private int end(double position, int size) {
        return Math.min(size, (int) Math.ceil(position / pixel) + 1);
    }
}
