package dev.nacre.mammo.eval.localisation;

import dev.nacre.core.Key;
import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.Resampling;
import dev.nacre.nn.metric.WilcoxonSignedRank;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * By how much something bad, such as false regions at a fixed threshold, is less with a model than with a comparator:
 * {@code 1 − Σ model / Σ comparator} over all pictures. Both are drawn anew on the same patients.
 *
 * @param patients how many there are
 * @param model mean for each picture
 * @param comparator mean for each picture
 * @param reduction and its interval; −∞ if the comparator has none of it and the model has some, 0 if both have none
 * @param test whether patients' sums differ
 */
public record PatientReduction(int patients, double model, double comparator, Interval reduction,
        WilcoxonSignedRank test) {
    /**
     * Compares.
     *
     * @param patients of each picture, anything that tells patients apart by {@code equals}
     * @param model of each picture, at least 0
     * @param comparator of each picture, at least 0
     * @param replicates of the bootstrap
     * @param level of the interval, such as 0.95
     * @param key of the draws
     */
    public static PatientReduction of(List<?> patients, double[] model, double[] comparator, int replicates,
            double level, Key key) {
        Map<Object, Integer> numbers = new LinkedHashMap<>();
        patients.forEach(patient -> numbers.putIfAbsent(patient, numbers.size()));
        double[] ofModel = new double[numbers.size()];
        double[] ofComparator = new double[numbers.size()];
        for (int picture = 0; picture < model.length; picture++) {
            int patient = numbers.get(patients.get(picture));
            ofModel[patient] += model[picture];
            ofComparator[patient] += comparator[picture];
        }
        Bootstrap bootstrap = new Bootstrap(Resampling.byGroup(List.copyOf(numbers.values())), replicates, level, key);
        Interval reduction = bootstrap.interval(times ->
                Reduction.of(sum(ofModel, times), sum(ofComparator, times)));
        return new PatientReduction(numbers.size(), mean(model), mean(comparator), reduction,
                WilcoxonSignedRank.of(ofModel, ofComparator));
    }

    private static double sum(double[] values, int[] times) {
        double sum = 0;
        for (int index = 0; index < values.length; index++) {
            sum += times[index] * values[index];
        }
        return sum;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
