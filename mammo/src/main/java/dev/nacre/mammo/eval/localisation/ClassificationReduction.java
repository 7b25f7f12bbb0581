package dev.nacre.mammo.eval.localisation;

import dev.nacre.core.Key;
import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.McNemar;
import dev.nacre.nn.metric.Resampling;
import dev.nacre.nn.metric.RocCurve;
import java.util.stream.IntStream;

/**
 * By how much fewer negative breasts a model calls positive than a comparator, each at the threshold that gives it the
 * same sensitivity on other patients: {@code 1 − FP_model / FP_comparator}.
 *
 * @param modelThreshold chosen on the validation part
 * @param comparatorThreshold chosen there too
 * @param modelSensitivity what the threshold gives on the test part
 * @param comparatorSensitivity likewise
 * @param negatives of the test part
 * @param modelFalse negatives that the model calls positive
 * @param comparatorFalse negatives that the comparator calls positive
 * @param reduction and its interval by patient, at fixed thresholds; −∞ and 0 as for {@link PatientReduction}
 * @param test on the negatives
 */
public record ClassificationReduction(double modelThreshold, double comparatorThreshold, double modelSensitivity,
        double comparatorSensitivity, int negatives, int modelFalse, int comparatorFalse, Interval reduction,
        McNemar test) {
    /**
     * Compares.
     *
     * @param sensitivity that both thresholds reach on the validation part, such as 0.9
     * @param replicates of the bootstrap
     * @param level of the interval, such as 0.95
     * @param key of the draws
     * @throws dev.nacre.nn.InputException if a part has breasts of one kind alone
     */
    public static ClassificationReduction of(ScoredBreasts validation, ScoredBreasts test, double sensitivity,
            int replicates, double level, Key key) {
        double modelThreshold = RocCurve.of(validation.positive(), validation.model())
                .atSensitivity(sensitivity).threshold();
        double comparatorThreshold = RocCurve.of(validation.positive(), validation.comparator())
                .atSensitivity(sensitivity).threshold();
        boolean[] model = above(test.model(), modelThreshold);
        boolean[] comparator = above(test.comparator(), comparatorThreshold);
        int[] negatives = IntStream.range(0, model.length).filter(index -> !test.positive()[index]).toArray();
        boolean[] modelWrong = chosen(model, negatives);
        boolean[] comparatorWrong = chosen(comparator, negatives);
        Interval reduction = new Bootstrap(Resampling.byGroup(test.patients()), replicates, level, key)
                .interval(times -> Reduction.of(falsePositives(test, model, times),
                        falsePositives(test, comparator, times)));
        return new ClassificationReduction(modelThreshold, comparatorThreshold, sensitivity(test, model),
                sensitivity(test, comparator), negatives.length, count(modelWrong), count(comparatorWrong), reduction,
                McNemar.of(modelWrong, comparatorWrong));
    }

    private static boolean[] above(double[] scores, double threshold) {
        boolean[] above = new boolean[scores.length];
        for (int index = 0; index < above.length; index++) {
            above[index] = scores[index] >= threshold;
        }
        return above;
    }

    private static boolean[] chosen(boolean[] all, int[] indices) {
        boolean[] chosen = new boolean[indices.length];
        for (int place = 0; place < chosen.length; place++) {
            chosen[place] = all[indices[place]];
        }
        return chosen;
    }

    private static double falsePositives(ScoredBreasts breasts, boolean[] called, int[] times) {
        double sum = 0;
        for (int index = 0; index < called.length; index++) {
            sum += called[index] && !breasts.positive()[index] ? times[index] : 0;
        }
        return sum;
    }

    private static double sensitivity(ScoredBreasts breasts, boolean[] called) {
        return IntStream.range(0, called.length).filter(index -> breasts.positive()[index])
                .mapToDouble(index -> called[index] ? 1 : 0).average().orElse(Double.NaN);
    }

    private static int count(boolean[] values) {
        int count = 0;
        for (boolean value : values) {
            count += value ? 1 : 0;
        }
        return count;
    }
}
