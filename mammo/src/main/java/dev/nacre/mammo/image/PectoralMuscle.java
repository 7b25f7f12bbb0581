package dev.nacre.mammo.image;

import java.util.Optional;

/**
 * The pectoral muscle in an oblique view: the corner between chest wall and armpit, cut off by a straight line of 30 to
 * 80 degrees on whose upper side the picture is brighter. All such lines are tried; the one with the largest step in
 * brightness across it, times the root of its length, is taken. Expects the chest wall on the left and the armpit
 * above. A line of the muscle is bent a little, and glandular tissue that lies against it may hide it: the result is
 * good for leaving the muscle out, not for measuring it.
 */
public final class PectoralMuscle {
    private static final double BLUR = 1.5;
    private static final int TRIES = 40;
    private static final double LEAST_WIDTH = 0.12;
    private static final double LEAST_HEIGHT = 0.2;
    private static final double MOST_HEIGHT = 0.95;
    private static final double LEAST_SLOPE = StrictMath.tan(Math.toRadians(30));
    private static final double MOST_SLOPE = StrictMath.tan(Math.toRadians(80));
    /** Distance between the points that are compared, as a part of the breast's width. */
    private static final double REACH = 0.04;
    /** The least step, as a part of the difference between dark and bright tissue. */
    private static final double LEAST_STEP = 0.08;
    private static final double LEAST_AGREEMENT = 0.8;

    private PectoralMuscle() {
    }

    /**
     * The pixels of the muscle; nothing where no line stands out.
     *
     * @param picture {@code [height, width]}, row-major, bright where much is absorbed
     * @param breast of the same size, muscle included; may be empty
     */
    public static Optional<Mask> of(float[] picture, Mask breast) {
        if (picture.length != breast.inside().length) {
            throw new IllegalArgumentException("a picture of " + picture.length + " pixels and a breast in "
                    + breast.height() + " x " + breast.width());
        }
        Optional<PixelBox> box = breast.box();
        if (box.isEmpty()) {
            return Optional.empty();
        }
        float[] smooth = new GaussianBlur(BLUR).apply(picture, breast.height(), breast.width());
        return new Search(smooth, breast, box.get()).best().map(line -> line.above(breast, box.get()));
    }

    /** From (across, 0) to (0, down), seen from the upper left corner of the breast's box. */
    private record Line(double across, double down) {
        Mask above(Mask breast, PixelBox box) {
            boolean[] inside = new boolean[breast.inside().length];
            for (int row = box.y0(); row < box.y1(); row++) {
                for (int column = box.x0(); column < box.x1(); column++) {
                    double place = (column + 0.5 - box.x0()) / across + (row + 0.5 - box.y0()) / down;
                    inside[row * breast.width() + column] = place < 1 && breast.at(row, column);
                }
            }
            return new Mask(breast.height(), breast.width(), inside);
        }
    }

    private record Search(float[] picture, Mask breast, PixelBox box) {
        Optional<Line> best() {
            double least = LEAST_STEP * spread();
            double highest = 0;
            Line found = null;
            for (int i = 0; i < TRIES; i++) {
                double across = box.width() * (LEAST_WIDTH + (1 - LEAST_WIDTH) * i / (TRIES - 1));
                for (int j = 0; j < TRIES; j++) {
                    double down = box.height() * (LEAST_HEIGHT + (MOST_HEIGHT - LEAST_HEIGHT) * j / (TRIES - 1));
                    if (down < LEAST_SLOPE * across || down > MOST_SLOPE * across) {
                        continue;
                    }
                    double score = score(new Line(across, down), least);
                    if (score > highest) {
                        highest = score;
                        found = new Line(across, down);
                    }
                }
            }
            return Optional.ofNullable(found);
        }

        /** Of the breast's levels, between the tenth and the ninetieth part. */
        private double spread() {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int index = 0; index < picture.length; index++) {
                if (breast.inside()[index]) {
                    sum += picture[index];
                    squares += (double) picture[index] * picture[index];
                    count++;
                }
            }
            double mean = sum / count;
            // 2.56 standard deviations lie between them in a normal distribution.
            return 2.56 * Math.sqrt(Math.max(0, squares / count - mean * mean));
        }

        private double score(Line line, double least) {
            double length = Math.hypot(line.across(), line.down());
            double normalX = line.down() / length;
            double normalY = line.across() / length;
            double reach = REACH * box.width();
            int samples = (int) length;
            double sum = 0;
            int brighter = 0;
            int seen = 0;
            for (int sample = 0; sample < samples; sample++) {
                double part = (sample + 0.5) / samples;
                double x = box.x0() + (1 - part) * line.across();
                double y = box.y0() + part * line.down();
                int inner = index(x - reach * normalX, y - reach * normalY);
                int outer = index(x + reach * normalX, y + reach * normalY);
                if (inner >= 0 && outer >= 0) {
                    double step = picture[inner] - picture[outer];
                    sum += step;
                    brighter += step > 0 ? 1 : 0;
                    seen++;
                }
            }
            // A line that mostly runs outside the breast follows its border.
            if (seen < samples / 2 || sum < least * seen || brighter < LEAST_AGREEMENT * seen) {
                return 0;
            }
            return sum / seen * Math.sqrt(seen);
        }

        /** Of the pixel at a point, −1 outside the breast. */
        private int index(double x, double y) {
            int column = (int) Math.floor(x);
            int row = (int) Math.floor(y);
            if (column < box.x0() || column >= box.x1() || row < box.y0() || row >= box.y1()
                    || !breast.at(row, column)) {
                return -1;
            }
            return row * breast.width() + column;
        }
    }
}
