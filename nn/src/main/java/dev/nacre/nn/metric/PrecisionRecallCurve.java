package dev.nacre.nn.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Precision against recall at every threshold (Manning, Raghavan and Schütze 2008, section 8.4). There is no point at
 * recall 0 unless the highest scores are of negative cases: where nothing is called positive, precision is not defined.
 *
 * @param points           one for each different score, highest first; the last has recall 1
 * @param averagePrecision see {@link AveragePrecision}
 */
public record PrecisionRecallCurve(List<Point> points, double averagePrecision) {
    /** Copies the list. */
    public PrecisionRecallCurve {
        points = List.copyOf(points);
    }

    /**
     * One threshold.
     *
     * @param threshold cases with at least this score are called positive
     * @param recall    share of positive cases called so, 0 to 1
     * @param precision share of cases called positive that are, 0 to 1
     */
    public record Point(double threshold, double recall, double precision) {
    }

    /**
     * The curve of scores, a higher one meaning positive. O(n log n).
     *
     * @param positive of each case, whether it has what is looked for
     * @param scores   of each case; may be infinite
     * @throws dev.nacre.nn.InputException as {@link RocCurve#of}
     */
    public static PrecisionRecallCurve of(boolean[] positive, double[] scores) {
        ScoredCases cases = ScoredCases.of(positive, scores);
        long positives = 0;
        for (boolean is : positive) {
            positives += is ? 1 : 0;
        }
        List<Point> points = new ArrayList<>();
        long found = 0;
        int place = 0;
        for (int end : cases.ends()) {
            for (; place < end; place++) {
                found += positive[cases.order()[place]] ? 1 : 0;
            }
            points.add(new Point(scores[cases.order()[end - 1]], (double) found / positives, (double) found / end));
        }
        return new PrecisionRecallCurve(points, cases.averagePrecision());
    }
}
