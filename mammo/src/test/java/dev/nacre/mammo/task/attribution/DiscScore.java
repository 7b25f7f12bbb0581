package dev.nacre.mammo.task.attribution;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.Mask;

/** A score that is high where there is a bright disc anywhere, without learning, and pictures of such discs. */
final class DiscScore {
    static final int HEIGHT = 48;
    static final int WIDTH = 32;
    /** Columns from here on show the background. */
    private static final int BREAST = 26;
    private static final int RADIUS = 5;
    private static final int BLOCK = 4;

    private DiscScore() {
    }

    /** How much of the picture are blocks that are clearly brighter than 1. */
    static PictureScore score() {
        return (pictures, pass) -> pictures.mean(3).reshape(pictures.size(0), HEIGHT / BLOCK, BLOCK, WIDTH / BLOCK,
                BLOCK).mean(2, 4).sub(1).mul(6).softplus().mean(1, 2).mul(10);
    }

    static Mask disc(int row, int column) {
        boolean[] inside = new boolean[HEIGHT * WIDTH];
        for (int index = 0; index < inside.length; index++) {
            inside[index] = Math.hypot(index / WIDTH - row, index % WIDTH - column) <= RADIUS;
        }
        return new Mask(HEIGHT, WIDTH, inside);
    }

    static ExplainedPicture picture(int row, int column) {
        Mask disc = disc(row, column);
        boolean[] breast = new boolean[HEIGHT * WIDTH];
        float[] values = new float[breast.length];
        for (int index = 0; index < values.length; index++) {
            breast[index] = index % WIDTH < BREAST;
            values[index] = !breast[index] ? -1 : (disc.inside()[index] ? 2 : 0)
                    + (float) (0.2 * Key.of(7).uniform(index));
        }
        return new ExplainedPicture(HEIGHT, WIDTH, values, new Mask(HEIGHT, WIDTH, breast));
    }

    static float[] random(int seed) {
        float[] values = new float[HEIGHT * WIDTH];
        for (int index = 0; index < values.length; index++) {
            values[index] = (float) Key.of(seed).uniform(index);
        }
        return values;
    }

    static double sum(float[] values, Mask mask) {
        double sum = 0;
        for (int index = 0; index < values.length; index++) {
            sum += mask.inside()[index] ? values[index] : 0;
        }
        return sum;
    }
}
