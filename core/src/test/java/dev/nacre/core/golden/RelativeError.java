package dev.nacre.core.golden;

/** The error that every golden tolerance is about: ‖x − x₀‖ / ‖x₀‖ over the whole tensor, in double precision. */
public final class RelativeError {
    private RelativeError() {
    }

    /** Zero where both are zero; infinite where only the expected one is, and NaN counts as infinite. */
    public static double of(float[] actual, float[] expected) {
        if (actual.length != expected.length) {
            throw new IllegalArgumentException(
                    actual.length + " values cannot be compared with " + expected.length + " expected ones");
        }
        double difference = 0;
        double scale = 0;
        for (int i = 0; i < expected.length; i++) {
            double d = (double) actual[i] - expected[i];
            difference += d * d;
            scale += (double) expected[i] * expected[i];
        }
        double error = difference == 0 ? 0 : Math.sqrt(difference / scale);
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    /** ‖x‖, in double precision. */
    public static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
