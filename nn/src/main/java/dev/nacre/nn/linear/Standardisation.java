package dev.nacre.nn.linear;

/**
 * How features are moved and stretched to a mean of 0 and a standard deviation of 1 over some cases, all counting for
 * one.
 *
 * @param mean    of each feature
 * @param inverse of the standard deviation (that of the population, over n) of each; 0 where all cases have one value,
 *                which then has no part in what is learned
 */
record Standardisation(double[] mean, double[] inverse) {
    static Standardisation of(float[][] features) {
        int width = features[0].length;
        double[] mean = new double[width];
        for (float[] row : features) {
            for (int column = 0; column < width; column++) {
                mean[column] += row[column];
            }
        }
        for (int column = 0; column < width; column++) {
            mean[column] /= features.length;
        }
        double[] squares = new double[width];
        boolean[] varies = new boolean[width];
        for (float[] row : features) {
            for (int column = 0; column < width; column++) {
                double away = row[column] - mean[column];
                squares[column] += away * away;
                varies[column] |= row[column] != features[0][column];
            }
        }
        double[] inverse = new double[width];
        for (int column = 0; column < width; column++) {
            double deviation = Math.sqrt(squares[column] / features.length);
            inverse[column] = varies[column] && deviation > 0 ? 1 / deviation : 0;
        }
        return new Standardisation(mean, inverse);
    }
}
