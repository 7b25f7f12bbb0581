package dev.nacre.mammo.eval.localisation;

import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.Interval;

/**
 * By how much a model's false marks are fewer than a comparator's where both find the same share of lesions: {@code 1 −
 * FPPI_model / FPPI_comparator}. Both are drawn anew on the same pictures.
 *
 * <p>A model that never reaches the sensitivity has infinitely many false marks: −∞ against one that does, and a
 * reduction of 1 the other way round. Where neither reaches it, or neither marks anything wrongly, the reduction is 0.
 *
 * @param sensitivity at which they are compared
 * @param counted where false marks are counted
 * @param model its false marks in each picture; infinite if it does not reach the sensitivity
 * @param comparator its false marks in each picture; infinite likewise
 * @param reduction and its interval; may be −∞
 */
public record FrocReduction(double sensitivity, CountedPictures counted, Interval model, Interval comparator,
        Interval reduction) {
    /**
     * Compares.
     *
     * @param comparator the same pictures in the same order
     * @param bootstrap draws pictures, by patient
     * @throws dev.nacre.nn.InputException if no picture shows a lesion, or none counts
     */
    public static FrocReduction of(FrocCases model, FrocCases comparator, double sensitivity, CountedPictures counted,
            Bootstrap bootstrap) {
        if (model.pictures() != comparator.pictures() || model.pictures() != bootstrap.resampling().cases()) {
            throw new IllegalArgumentException("model, comparator and bootstrap know " + model.pictures() + ", "
                    + comparator.pictures() + " and " + bootstrap.resampling().cases()
                    + " pictures: give all three the same");
        }
        return new FrocReduction(sensitivity, counted,
                bootstrap.interval(times -> falseMarks(model, sensitivity, counted, times)),
                bootstrap.interval(times -> falseMarks(comparator, sensitivity, counted, times)),
                bootstrap.interval(times -> reduction(falseMarks(model, sensitivity, counted, times),
                        falseMarks(comparator, sensitivity, counted, times))));
    }

    private static double falseMarks(FrocCases cases, double sensitivity, CountedPictures counted, int[] times) {
        return cases.curve(times, counted).falseMarksAt(sensitivity);
    }

    /** {@code 1 − model / comparator} as above; NaN if one of them is. */
    public static double reduction(double model, double comparator) {
        return model == comparator ? 0 : 1 - model / comparator;
    }
}
