package dev.nacre.nn.linear;

/** Forty cases of four features by arithmetic that any language repeats; the third is far from 0, the last constant. */
final class SmallCases {
    static final int CASES = 40;
    private static final int WIDTH = 4;

    private SmallCases() {
    }

    static float[][] features() {
        float[][] features = new float[CASES][WIDTH];
        for (int i = 0; i < CASES; i++) {
            for (int j = 0; j < WIDTH - 1; j++) {
                features[i][j] = (i * 7 + j * 13 + i * i * 3 + i * j * 5) % 17 + (j == 2 ? 100 : 0);
            }
            features[i][WIDTH - 1] = 6;
        }
        return features;
    }

    private static int noise(int i) {
        return (i * 11 + i * i) % 13;
    }

    static int[] twoClasses() {
        float[][] x = features();
        int[] classes = new int[CASES];
        for (int i = 0; i < CASES; i++) {
            classes[i] = x[i][0] - x[i][1] + noise(i) > 6 ? 1 : 0;
        }
        return classes;
    }

    static int[] fourClasses() {
        float[][] x = features();
        int[] classes = new int[CASES];
        for (int i = 0; i < CASES; i++) {
            double sum = x[i][0] + noise(i);
            classes[i] = (sum >= 10 ? 1 : 0) + (sum >= 15 ? 1 : 0) + (sum >= 20 ? 1 : 0);
        }
        return classes;
    }

    static double[] weights() {
        double[] weights = new double[CASES];
        for (int i = 0; i < CASES; i++) {
            weights[i] = 1 + i % 3 * 0.5;
        }
        return weights;
    }
}
