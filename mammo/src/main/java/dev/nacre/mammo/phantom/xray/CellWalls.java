package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;

/**
 * Walls between lobules of fat: Cooper's ligaments. One point lies in each cube of a lattice at random; a wall runs
 * where the two nearest points are equally far (Worley 1996, "A cellular texture basis function").
 */
final class CellWalls {
    private static final int BITS = 4;
    private static final int SIDE = 1 << BITS;
    private static final int MASK = SIDE - 1;

    private final float[] points = new float[3 * SIDE * SIDE * SIDE];
    private final float frequency;
    private final float thickness;

    /**
     * @param size of a lobule in millimetres
     * @param thickness of a wall in millimetres
     */
    CellWalls(Key key, double size, double thickness) {
        for (int index = 0; index < points.length; index++) {
            points[index] = (float) key.uniform(index);
        }
        this.frequency = (float) (1 / size);
        this.thickness = (float) (thickness / size);
    }

    /** 1 in the middle of a wall, falling to 0 beside it. */
    float at(float x, float y, float z) {
        float u = x * frequency;
        float v = y * frequency;
        float w = z * frequency;
        int i = floor(u);
        int j = floor(v);
        int k = floor(w);
        float nearest = Float.MAX_VALUE;
        float second = Float.MAX_VALUE;
        for (int a = i - 1; a <= i + 1; a++) {
            for (int b = j - 1; b <= j + 1; b++) {
                for (int c = k - 1; c <= k + 1; c++) {
                    int index = 3 * (((a & MASK) << BITS | b & MASK) << BITS | c & MASK);
                    float dx = a + points[index] - u;
                    float dy = b + points[index + 1] - v;
                    float dz = c + points[index + 2] - w;
                    float distance = dx * dx + dy * dy + dz * dz;
                    second = Math.min(second, Math.max(nearest, distance));
                    nearest = Math.min(nearest, distance);
                }
            }
        }
        float gap = ((float) Math.sqrt(second) - (float) Math.sqrt(nearest)) / thickness;
        return gap >= 1 ? 0 : (1 - gap * gap) * (1 - gap * gap);
    }

    private static int floor(float value) {
        int whole = (int) value;
        return value < whole ? whole - 1 : whole;
    }
}
