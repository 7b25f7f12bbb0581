package dev.nacre.nn.metric;

import java.util.stream.IntStream;

/**
 * 120 cases by whole-number formulas, so that other programs make the very same ones. Expected figures of them in the
 * tests were computed once with scikit-learn 1.9.1, NumPy 2.4.6 and SciPy 1.17.1.
 */
final class SeededCases {
    static final int CASES = 120;

    private SeededCases() {
    }

    /** {@code (7 i² + 3 i) mod 11 < 4}: 66 of 120. */
    static boolean[] positive() {
        boolean[] positive = new boolean[CASES];
        for (int i = 0; i < CASES; i++) {
            positive[i] = (i * i * 7 + 3 * i) % 11 < 4;
        }
        return positive;
    }

    /** {@code (37 i mod 101) / 16 − 3}, 1.25 more for positive cases: 82 different ones. */
    static double[] scores() {
        boolean[] positive = positive();
        return IntStream.range(0, CASES).mapToDouble(i -> i * 37 % 101 / 16.0 - 3 + (positive[i] ? 1.25 : 0))
                .toArray();
    }

    /** {@code (37 i mod 23) / 4 − 3}, 1.25 more for positive cases: 28 different ones. */
    static double[] tiedScores() {
        boolean[] positive = positive();
        return IntStream.range(0, CASES).mapToDouble(i -> i * 37 % 23 / 4.0 - 3 + (positive[i] ? 1.25 : 0)).toArray();
    }

    /** {@code 5 i mod 4}: how often each counts. */
    static int[] times() {
        return IntStream.range(0, CASES).map(i -> i * 5 % 4).toArray();
    }

    /** Each case as often as it counts. */
    static boolean[] repeated(boolean[] positive, int[] times) {
        int[] indices = indices(times);
        boolean[] repeated = new boolean[indices.length];
        for (int place = 0; place < indices.length; place++) {
            repeated[place] = positive[indices[place]];
        }
        return repeated;
    }

    /** Each case as often as it counts. */
    static double[] repeated(double[] values, int[] times) {
        return IntStream.of(indices(times)).mapToDouble(index -> values[index]).toArray();
    }

    private static int[] indices(int[] times) {
        return IntStream.range(0, times.length).flatMap(index -> IntStream.generate(() -> index).limit(times[index]))
                .toArray();
    }
}
