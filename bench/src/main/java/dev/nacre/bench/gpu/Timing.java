package dev.nacre.bench.gpu;

import dev.nacre.core.io.Json;
import java.util.Arrays;
import java.util.Locale;

/**
 * Seconds of a run, over several samples.
 *
 * @param median  of them
 * @param least   of them
 * @param most    of them
 * @param samples how many
 */
record Timing(double median, double least, double most, int samples) {
    /** Of these. */
    static Timing of(double... seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Timing(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    Json.Fields json() {
        return Json.object().with("median", median).with("least", least).with("most", most).with("samples", samples);
    }

    /** In milliseconds, with the range. */
    String text() {
        return String.format(Locale.ROOT, "%.4g (%.4g to %.4g)", 1e3 * median, 1e3 * least, 1e3 * most);
    }
}
