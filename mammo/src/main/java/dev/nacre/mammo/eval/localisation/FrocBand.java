package dev.nacre.mammo.eval.localisation;

import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How many lesions are found at some numbers of false marks, with intervals: a FROC curve and the band around it, the
 * patients drawn anew for the whole curve at once.
 *
 * @param counted       where false marks are counted
 * @param falseMarks    in each picture, rising
 * @param sensitivities at each of them: the share of lesions that is found
 */
public record FrocBand(CountedPictures counted, List<Double> falseMarks, List<Interval> sensitivities) {
    /** An eighth to eight, doubling, as is usual (Setio et al. 2017), with the places between them. */
    public static final List<Double> USUAL = List.of(0.125, 0.177, 0.25, 0.354, 0.5, 0.707, 1.0, 1.414, 2.0, 2.828,
            4.0, 5.657, 8.0);

    /** Copies the lists. */
    public FrocBand {
        falseMarks = List.copyOf(falseMarks);
        sensitivities = List.copyOf(sensitivities);
    }

    /**
     * Of marked pictures.
     *
     * @param bootstrap draws them, by patient
     * @throws dev.nacre.nn.InputException if no picture shows a lesion, or none counts
     */
    public static FrocBand of(FrocCases cases, CountedPictures counted, List<Double> falseMarks,
            Bootstrap bootstrap) {
        LastDraw last = new LastDraw(cases, counted, falseMarks);
        return new FrocBand(counted, falseMarks, bootstrap.intervals(IntStream.range(0, falseMarks.size())
                .<ToDoubleFunction<int[]>>mapToObj(place -> times -> last.of(times)[place]).toList()));
    }

    /** At some number of false marks. @throws IllegalArgumentException if that is none of them */
    public Interval at(double marks) {
        int place = falseMarks.indexOf(marks);
        if (place < 0) {
            throw new IllegalArgumentException("sensitivities are known at " + falseMarks + " false marks, not at "
                    + marks);
        }
        return sensitivities.get(place);
    }

    /** All places of the curve of one draw are asked one after another. */
    private static final class LastDraw {
        private final FrocCases cases;
        private final CountedPictures counted;
        private final List<Double> falseMarks;
        private int[] times = {};
        private double[] found = {};

        LastDraw(FrocCases cases, CountedPictures counted, List<Double> falseMarks) {
            this.cases = cases;
            this.counted = counted;
            this.falseMarks = falseMarks;
        }

        double[] of(int[] drawn) {
            if (!Arrays.equals(times, drawn)) {
                FrocCurve curve = cases.curve(drawn, counted);
                found = falseMarks.stream().mapToDouble(curve::sensitivityAt).toArray();
                times = drawn.clone();
            }
            return found;
        }
    }
}
