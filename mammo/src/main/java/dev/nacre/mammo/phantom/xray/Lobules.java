package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;

/**
 * Lobules and the walls between them, Cooper's ligaments. One point lies in each cube of a lattice at random; a lobule
 * is what is nearest to one of them, and a wall runs where two are equally far (Worley 1996, "A cellular texture basis
 * function").
 */
final class Lobules {
    private static final int BITS = 4;
    private static final int SIDE = 1 << BITS;
    private static final int MASK = SIDE - 1;

    private final float[] points = new float[3 * SIDE * SIDE * SIDE];
    private final float[] kinds = new float[SIDE * SIDE * SIDE];
    private final float frequency;
    private final float thickness;

    /**
     * @param size of a lobule in millimetres
     * @param thickness of a wall in millimetres
     */
    Lobules(Key key, double size, double thickness) {
        for (int index = 0; index < points.length; index++) {
            points[index] = (float) key.uniform(index);
        }
        for (int index = 0; index < kinds.length; index++) {
            kinds[index] = (float) key.child(0).uniform(index);
        }
        this.frequency = (float) (1 / size);
        this.thickness = (float) (thickness / size);
    }

    /** What is at a point: the wall, and a number of the lobule. */
    Place at(float x, float y, float z) {
        float u = x * frequency;
        float v = y * frequency;
        float w = z * frequency;
        int i = floor(u);
        int j = floor(v);
        int k = floor(w);
        float nearest = Float.MAX_VALUE;
        float second = Float.MAX_VALUE;
        int lobule = 0;
        for (int a = i - 1; a <= i + 1; a++) {
            for (int b = j - 1; b <= j + 1; b++) {
                for (int c = k - 1; c <= k + 1; c++) {
                    int index = 3 * (((a & MASK) << BITS | b & MASK) << BITS | c & MASK);
                    float dx = a + points[index] - u;
                    float dy = b + points[index + 1] - v;
                    float dz = c + points[index + 2] - w;
                    float distance = dx * dx + dy * dy + dz * dz;
                    second = Math.min(second, Math.max(nearest, distance));
                    if (distance < nearest) {
                        nearest = distance;
                        lobule = index;
                    }
                }
            }
        }
        float gap = ((float) Math.sqrt(second) - (float) Math.sqrt(nearest)) / thickness;
        float wall = gap >= 1 ? 0 : (1 - gap * gap) * (1 - gap * gap);
        return new Place(wall, gap, 2 * kinds[lobule / 3] - 1);
    }

    /**
     * What there is at a point.
     *
     * @param wall 1 in the middle of a wall, falling to 0 beside it
     * @param inside how far inside a lobule the point is, in thicknesses of a wall
     * @param kind of the lobule, between −1 and 1
     */
    record Place(float wall, float inside, float kind) {
    }

    private static int floor(float value) {
        int whole = (int) value;
        return value < whole ? whole - 1 : whole;
    }
}
