package dev.nacre.nn.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * The receiver operating characteristic: at every threshold, the share of negative cases called positive against the
 * share of positive cases found (Fawcett 2006, "An introduction to ROC analysis").
 *
 * @param points from (0, 0) to (1, 1), one for each different score, highest first
 * @param area   under the curve: the probability that a positive case has a higher score than a negative one, equal
 *               scores counting half (Hanley and McNeil 1982)
 */
public record RocCurve(List<Point> points, double area) {
    /** 1 − 0.07 is not quite 0.93; rates of n cases differ by 1 / n at least, which is far more than that. */
    private static final double ROUNDING = Math.ulp(1.0);

    /** Copies the list. */
    public RocCurve {
        points = List.copyOf(points);
    }

    /**
     * One threshold.
     *
     * @param threshold         cases with at least this score are called positive; infinite for the first point
     * @param falsePositiveRate 1 − specificity, 0 to 1
     * @param truePositiveRate  sensitivity, 0 to 1
     */
    public record Point(double threshold, double falsePositiveRate, double truePositiveRate) {
    }

    /**
     * The curve of scores, a higher one meaning positive. O(n log n).
     *
     * @param positive of each case, whether it has what is looked for
     * @param scores   of each case; may be infinite
     * @throws dev.nacre.nn.InputException if all cases are of one class, or a score is not a number
     */
    public static RocCurve of(boolean[] positive, double[] scores) {
        ScoredCases cases = ScoredCases.of(positive, scores);
        long positives = 0;
        for (boolean is : positive) {
            positives += is ? 1 : 0;
        }
        long negatives = positive.length - positives;
        List<Point> points = new ArrayList<>(List.of(new Point(Double.POSITIVE_INFINITY, 0, 0)));
        long found = 0;
        int place = 0;
        for (int end : cases.ends()) {
            for (; place < end; place++) {
                found += positive[cases.order()[place]] ? 1 : 0;
            }
            points.add(new Point(scores[cases.order()[end - 1]], (double) (end - found) / negatives,
                    (double) found / positives));
        }
        return new RocCurve(points, cases.area());
    }

    /**
     * The point with the highest sum of sensitivity and specificity (Youden 1950); of several, the first. Its threshold
     * is one of the scores.
     */
    public Point balanced() {
        Point best = points.get(1);
        for (Point point : points.subList(1, points.size())) {
            if (point.truePositiveRate() - point.falsePositiveRate()
                    > best.truePositiveRate() - best.falsePositiveRate()) {
                best = point;
            }
        }
        return best;
    }

    /**
     * The point with the highest threshold that finds at least this share of the positive cases.
     *
     * @param sensitivity above 0, at most 1
     */
    public Point atSensitivity(double sensitivity) {
        if (!(sensitivity > 0 && sensitivity <= 1)) {
            throw new IllegalArgumentException("a sensitivity of " + sensitivity + ": give more than 0, at most 1");
        }
        return points.stream().filter(point -> point.truePositiveRate() >= sensitivity).findFirst().orElseThrow();
    }

    /**
     * The point with the highest sensitivity among those with at least this specificity; of several, the one with the
     * highest threshold. Where no score is that specific, the first point, which calls no case positive.
     *
     * @param specificity above 0, at most 1
     */
    public Point atSpecificity(double specificity) {
        if (!(specificity > 0 && specificity <= 1)) {
            throw new IllegalArgumentException("a specificity of " + specificity + ": give more than 0, at most 1");
        }
        Point best = points.getFirst();
        for (Point point : points) {
            if (1 - point.falsePositiveRate() >= specificity - ROUNDING
                    && point.truePositiveRate() > best.truePositiveRate()) {
                best = point;
            }
        }
        return best;
    }
}
