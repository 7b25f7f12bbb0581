package dev.nacre.mammo.eval.localisation;

import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.Interval;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * False marks in each picture at some sensitivities, and how they compare. The curve of each draw of the bootstrap is
 * found once for all of them. For one thread.
 */
public final class FalseMarks {
    private final FrocCases cases;
    private final CountedPictures counted;
    private final List<Double> sensitivities;
    private final Bootstrap bootstrap;
    private final Map<Draw, double[]> found = new HashMap<>();

    /** How often each picture counts. */
    private record Draw(int[] times) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Draw draw && Arrays.equals(times, draw.times);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(times);
        }
    }

    /**
     * Of some pictures.
     *
     * @param counted where false marks are counted
     * @param sensitivities shares of lesions found, at which they are asked for
     * @param bootstrap draws the pictures, by patient
     */
    public FalseMarks(FrocCases cases, CountedPictures counted, List<Double> sensitivities, Bootstrap bootstrap) {
        if (cases.pictures() != bootstrap.resampling().cases()) {
            throw new IllegalArgumentException("marks of " + cases.pictures() + " pictures and a bootstrap that draws "
                    + bootstrap.resampling().cases() + ": give both the same");
        }
        this.cases = cases;
        this.counted = counted;
        this.sensitivities = List.copyOf(sensitivities);
        this.bootstrap = bootstrap;
    }

    /** Marks where so many lesions are found; infinite where that is never reached. */
    public Interval at(double sensitivity) {
        int index = index(sensitivity);
        return bootstrap.interval(times -> of(times)[index]);
    }

    /**
     * By how much they are fewer than a comparator's, {@code 1 − own / comparator's}, both drawn anew on the same
     * pictures. Where the sensitivity is never reached, false marks are infinite: −∞ against a comparator that reaches
     * it, 1 the other way round, and 0 where neither does or neither marks anything wrongly.
     *
     * @param comparator of the same pictures in the same order
     */
    public Interval fewerThan(FalseMarks comparator, double sensitivity) {
        if (comparator.cases.pictures() != cases.pictures()) {
            throw new IllegalArgumentException("marks of " + cases.pictures() + " and of "
                    + comparator.cases.pictures() + " pictures: compare those of the same");
        }
        int index = index(sensitivity);
        return bootstrap.interval(times -> Reduction.of(of(times)[index], comparator.of(times)[index]));
    }

    private int index(double sensitivity) {
        int index = sensitivities.indexOf(sensitivity);
        if (index < 0) {
            throw new IllegalArgumentException("false marks are known at " + sensitivities + ", not at "
                    + sensitivity);
        }
        return index;
    }

    private double[] of(int[] times) {
        return found.computeIfAbsent(new Draw(times.clone()), draw -> {
            FrocCurve curve = cases.curve(draw.times(), counted);
            return sensitivities.stream().mapToDouble(curve::falseMarksAt).toArray();
        });
    }
}
