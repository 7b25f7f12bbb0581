package dev.nacre.mammo.eval.cases;

import dev.nacre.core.io.Json;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.OperatingPoint;
import dev.nacre.nn.metric.RocCurve;
import java.util.ArrayList;
import java.util.List;

/**
 * A threshold that was chosen on validation cases, and what it does on others.
 *
 * @param rule        by which it was chosen
 * @param point       on the test cases
 * @param sensitivity with its interval
 * @param specificity with its interval
 */
public record ChosenPoint(String rule, OperatingPoint point, Interval sensitivity, Interval specificity) {
    private static final double WANTED = 0.9;

    /** The balanced one (Youden), one of 90 % specificity and one of 90 % sensitivity, as far as validation reaches. */
    static List<ChosenPoint> of(Cases validation, Cases test, Draws draws) {
        RocCurve curve = RocCurve.of(validation.positive(), validation.scores(1));
        List<ChosenPoint> points = new ArrayList<>();
        points.add(of("balanced on validation", curve.balanced().threshold(), test, draws));
        points.add(of("90 % specificity on validation", curve.atSpecificity(WANTED).threshold(), test, draws));
        points.add(of("90 % sensitivity on validation", curve.atSensitivity(WANTED).threshold(), test, draws));
        return points;
    }

    private static ChosenPoint of(String rule, double threshold, Cases test, Draws draws) {
        boolean[] positive = test.positive();
        double[] scores = test.scores(1);
        List<Interval> both = draws.over(test).intervals(List.of(
                times -> OperatingPoint.of(threshold, positive, scores, times).sensitivity(),
                times -> OperatingPoint.of(threshold, positive, scores, times).specificity()));
        return new ChosenPoint(rule, OperatingPoint.of(threshold, positive, scores), both.getFirst(), both.getLast());
    }

    Json.Fields toJson() {
        Json.Fields json = Json.object().with("rule", rule);
        // An infinite threshold, which calls none or all positive, is nothing that JSON can say.
        if (Double.isFinite(point.threshold())) {
            json = json.with("threshold", point.threshold());
        }
        json = json.with("true_positives", point.truePositives()).with("false_positives", point.falsePositives())
                .with("false_negatives", point.falseNegatives()).with("true_negatives", point.trueNegatives())
                .with("sensitivity", new Figure("", "", sensitivity).toJson())
                .with("specificity", new Figure("", "", specificity).toJson()).with("f1", point.f1());
        return Double.isNaN(point.positivePredictiveValue()) ? json
                : json.with("positive_predictive_value", point.positivePredictiveValue());
    }
}
