package dev.nacre.nn.linear;

/** A function of several numbers that has a gradient everywhere. */
public interface SmoothFunction {
    /** How many numbers it is a function of. */
    int variables();

    /**
     * Its value at a point.
     *
     * @param point    {@code [variables]}; not to be written to, nor kept
     * @param gradient {@code [variables]}; is filled with the derivatives there
     */
    double at(double[] point, double[] gradient);
}
