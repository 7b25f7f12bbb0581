package dev.nacre.mammo.finealign.judge;

import dev.nacre.mammo.eval.localisation.CountedPictures;
import dev.nacre.mammo.eval.localisation.FrocCases;
import dev.nacre.mammo.eval.localisation.FrocCurve;
import dev.nacre.mammo.eval.localisation.FrocReduction;
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

    FalseMarks(FrocCases cases, CountedPictures counted, List<Double> sensitivities, Bootstrap bootstrap) {
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

    /** By how much they are fewer than a comparator's on the same pictures, as {@link FrocReduction} says. */
    public Interval fewerThan(FalseMarks comparator, double sensitivity) {
        int index = index(sensitivity);
        return bootstrap.interval(times -> FrocReduction.reduction(of(times)[index], comparator.of(times)[index]));
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
