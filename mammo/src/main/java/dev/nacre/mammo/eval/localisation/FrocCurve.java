package dev.nacre.mammo.eval.localisation;

import java.util.List;

/**
 * The free-response receiver operating characteristic: the share of lesions found against the false marks in each
 * picture, threshold by threshold (Bunch et al. 1978; Chakraborty 1989).
 *
 * @param points from no mark at all, thresholds falling
 */
public record FrocCurve(List<Point> points) {
    /** Copies the list. */
    public FrocCurve {
        points = List.copyOf(points);
    }

    /**
     * One threshold.
     *
     * @param threshold regions or pixels of at least this score are marked; infinite for the first point
     * @param sensitivity share of lesions found, 0 to 1
     * @param falseMarks for each picture that counts
     */
    public record Point(double threshold, double sensitivity, double falseMarks) {
    }

    /**
     * False marks in each picture where the curve first reaches a sensitivity, linear between the two thresholds around
     * it; infinite if it never does, so that a model that misses lesions is not spared the comparison; NaN
     * if no lesion or no picture counts.
     *
     * @param sensitivity above 0, at most 1
     */
    public double falseMarksAt(double sensitivity) {
        Point first = points.getFirst();
        if (Double.isNaN(first.sensitivity) || Double.isNaN(first.falseMarks)) {
            return Double.NaN;
        }
        for (int index = 1; index < points.size(); index++) {
            Point here = points.get(index);
            if (here.sensitivity >= sensitivity) {
                Point before = points.get(index - 1);
                double part = (sensitivity - before.sensitivity) / (here.sensitivity - before.sensitivity);
                return before.falseMarks + part * (here.falseMarks - before.falseMarks);
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /**
     * The highest sensitivity at no more than so many false marks in each picture, at one of the thresholds: nothing
     * between two thresholds can be had. NaN if no lesion or no picture counts.
     *
     * @param falseMarks at least 0
     */
    public double sensitivityAt(double falseMarks) {
        Point first = points.getFirst();
        if (Double.isNaN(first.sensitivity) || Double.isNaN(first.falseMarks)) {
            return Double.NaN;
        }
        return points.stream().filter(point -> point.falseMarks <= falseMarks).mapToDouble(Point::sensitivity).max()
                .orElse(0);
    }
}
