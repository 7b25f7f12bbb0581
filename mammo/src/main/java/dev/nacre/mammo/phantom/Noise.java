package dev.nacre.mammo.phantom;

import dev.nacre.core.Key;

/**
 * Smooth noise of several scales: random numbers on a lattice, interpolated, each octave at half the scale of the one
 * before and turned, so that no lattice shows.
 */
final class Noise {
    private static final int SIDE = 64;
    private static final int MASK = SIDE - 1;
    private static final double TURN = 0.9;

    private final int octaves;
    private final double persistence;
    private final double total;
    private final double[] lattice;
    private final double[] cosine;
    private final double[] sine;
    private final double[] frequency;

    /**
     * @param scale of the first octave in centimetres
     * @param octaves how many
     * @param persistence weight of an octave relative to the one before
     */
    Noise(Key key, double scale, int octaves, double persistence) {
        this.octaves = octaves;
        this.persistence = persistence;
        this.lattice = new double[SIDE * SIDE];
        for (int index = 0; index < lattice.length; index++) {
            lattice[index] = 2 * key.uniform(index) - 1;
        }
        this.cosine = new double[octaves];
        this.sine = new double[octaves];
        this.frequency = new double[octaves];
        double weight = 1;
        double sum = 0;
        double angle = 2 * Math.PI * key.uniform(lattice.length);
        for (int octave = 0; octave < octaves; octave++) {
            cosine[octave] = StrictMath.cos(angle + TURN * octave);
            sine[octave] = StrictMath.sin(angle + TURN * octave);
            frequency[octave] = (1 << octave) / scale;
            sum += weight * weight;
            weight *= persistence;
        }
        this.total = Math.sqrt(sum);
    }

    /** A number that is mostly between −1 and 1. */
    double at(double x, double y) {
        double sum = 0;
        double weight = 1;
        for (int octave = 0; octave < octaves; octave++) {
            sum += weight * smooth(octave, x, y);
            weight *= persistence;
        }
        return 1.7 * sum / total;
    }

    /** Strands: 1 along curved lines, falling to 0 between them. */
    double ridge(double x, double y) {
        double sum = 0;
        double weight = 1;
        double weights = 0;
        for (int octave = 0; octave < octaves; octave++) {
            double crest = 1 - Math.min(1, 2.5 * Math.abs(smooth(octave, x, y)));
            sum += weight * crest * crest;
            weights += weight;
            weight *= persistence;
        }
        return sum / weights;
    }

    private double smooth(int octave, double x, double y) {
        double across = (cosine[octave] * x - sine[octave] * y) * frequency[octave] + 17 * octave;
        double down = (sine[octave] * x + cosine[octave] * y) * frequency[octave] + 31 * octave;
        double column = Math.floor(across);
        double row = Math.floor(down);
        double right = fade(across - column);
        double below = fade(down - row);
        int i = (int) column & MASK;
        int next = i + 1 & MASK;
        int upper = ((int) row & MASK) * SIDE;
        int lower = ((int) row + 1 & MASK) * SIDE;
        double top = lattice[upper + i] + right * (lattice[upper + next] - lattice[upper + i]);
        double bottom = lattice[lower + i] + right * (lattice[lower + next] - lattice[lower + i]);
        return top + below * (bottom - top);
    }

    private static double fade(double t) {
        return t * t * t * (t * (6 * t - 15) + 10);
    }
}
