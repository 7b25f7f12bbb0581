package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;

/**
 * Smooth noise in space with a power law: octave after octave, each at half the scale of the one before. Random numbers
 * on a lattice are interpolated; each octave's lattice is turned another way, so that no ray runs along one.
 *
 * <p>With equal octaves the spectrum in space falls with the cube of the frequency, and so does that of a projection:
 * the slope found in mammograms (Burgess, Jacobson and Judy 2001).
 */
final class Turbulence {
    private static final int BITS = 5;
    private static final int SIDE = 1 << BITS;
    private static final int MASK = SIDE - 1;
    /** Interpolation leaves this part of the lattice's variance of a third. */
    private static final double VARIANCE = 0.482 / 3;

    private final float[] lattice = new float[SIDE * SIDE * SIDE];
    private final float[][] turn;
    private final float[] weight;

    /**
     * @param scale of the first octave in millimetres
     * @param octaves how many
     * @param persistence amplitude of an octave relative to the one before
     */
    Turbulence(Key key, double scale, int octaves, double persistence) {
        Key numbers = key.child(0);
        for (int index = 0; index < lattice.length; index += 2) {
            long bits = numbers.bits(index >> 1);
            lattice[index] = (int) bits * 0x1p-31f;
            lattice[index + 1] = (int) (bits >>> Integer.SIZE) * 0x1p-31f;
        }
        turn = new float[octaves][];
        weight = new float[octaves];
        double sum = 0;
        for (int octave = 0; octave < octaves; octave++) {
            turn[octave] = turn(key.child(1).child(octave), (1 << octave) / scale);
            weight[octave] = (float) StrictMath.pow(persistence, octave);
            sum += weight[octave] * weight[octave];
        }
        float normal = (float) (1 / Math.sqrt(sum * VARIANCE));
        for (int octave = 0; octave < octaves; octave++) {
            weight[octave] *= normal;
        }
    }

    /** A number of mean 0 and variance about 1. */
    float at(float x, float y, float z) {
        float sum = 0;
        for (int octave = 0; octave < weight.length; octave++) {
            float[] t = turn[octave];
            sum += weight[octave] * smooth(t[0] * x + t[1] * y + t[2] * z + t[9],
                    t[3] * x + t[4] * y + t[5] * z + t[10], t[6] * x + t[7] * y + t[8] * z + t[11]);
        }
        return sum;
    }

    private float smooth(float x, float y, float z) {
        int i = floor(x);
        int j = floor(y);
        int k = floor(z);
        float u = fade(x - i);
        float v = fade(y - j);
        float w = fade(z - k);
        int near = (i & MASK) << 2 * BITS;
        int far = (i + 1 & MASK) << 2 * BITS;
        int left = (j & MASK) << BITS;
        int right = (j + 1 & MASK) << BITS;
        int low = k & MASK;
        int high = k + 1 & MASK;
        float nearSide = mix(v, mix(w, lattice[near | left | low], lattice[near | left | high]),
                mix(w, lattice[near | right | low], lattice[near | right | high]));
        float farSide = mix(v, mix(w, lattice[far | left | low], lattice[far | left | high]),
                mix(w, lattice[far | right | low], lattice[far | right | high]));
        return mix(u, nearSide, farSide);
    }

    private static int floor(float value) {
        int whole = (int) value;
        return value < whole ? whole - 1 : whole;
    }

    private static float mix(float share, float one, float other) {
        return one + share * (other - one);
    }

    private static float fade(float t) {
        return t * t * t * (t * (6 * t - 15) + 10);
    }

    /** A rotation (from a random quaternion), scaled, and a random shift. */
    private static float[] turn(Key key, double frequency) {
        double a = key.uniform(0);
        double b = 2 * Math.PI * key.uniform(1);
        double c = 2 * Math.PI * key.uniform(2);
        double x = Math.sqrt(1 - a) * StrictMath.sin(b);
        double y = Math.sqrt(1 - a) * StrictMath.cos(b);
        double z = Math.sqrt(a) * StrictMath.sin(c);
        double w = Math.sqrt(a) * StrictMath.cos(c);
        double[] rotation = {1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w),
            2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w),
            2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)};
        float[] turn = new float[12];
        for (int index = 0; index < rotation.length; index++) {
            turn[index] = (float) (rotation[index] * frequency);
        }
        for (int index = 0; index < 3; index++) {
            turn[rotation.length + index] = (float) (SIDE * key.uniform(3 + index));
        }
        return turn;
    }
}
