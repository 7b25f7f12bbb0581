package dev.nacre.mammo.image;

import dev.nacre.core.Key;

/** Pictures and masks for comparisons with plain loops, at sizes where borders matter. */
final class RandomPictures {
    /** Height, width. */
    static final int[][] SIZES = {{1, 1}, {1, 2}, {1, 9}, {9, 1}, {2, 2}, {3, 5}, {7, 11}, {13, 5}, {17, 31}, {32, 8}};

    private RandomPictures() {
    }

    /** Two thirds of the levels are crowded, so that equal ones occur. */
    static GreyPicture grey(int height, int width, long seed) {
        short[] levels = new short[height * width];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) Key.of(seed).below(index % 3 == 0 ? 65536 : 40, index);
        }
        return new GreyPicture(height, width, 16, levels);
    }

    static Mask mask(int height, int width, double share, long seed) {
        boolean[] inside = new boolean[height * width];
        for (int index = 0; index < inside.length; index++) {
            inside[index] = Key.of(seed).uniform(index) < share;
        }
        return new Mask(height, width, inside);
    }

    /** Levels between -1 and 1. */
    static float[] floats(int elements, long seed) {
        float[] levels = new float[elements];
        for (int index = 0; index < elements; index++) {
            levels[index] = (float) (2 * Key.of(seed).uniform(index) - 1);
        }
        return levels;
    }
}
