package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;

/** First minus second, for tests of paired figures. */
final class Differences {
    private Differences() {
    }

    /** @throws InputException if a figure is not a finite number */
    static double[] of(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " and " + second.length
                    + " figures make no pairs: give both for every case");
        }
        double[] differences = new double[first.length];
        for (int index = 0; index < differences.length; index++) {
            differences[index] = first[index] - second[index];
            if (!Double.isFinite(differences[index])) {
                throw new InputException("pair " + (index + 1) + " of " + differences.length
                        + " has no finite difference: leave it out, or mend what gave it");
            }
        }
        return differences;
    }
}
