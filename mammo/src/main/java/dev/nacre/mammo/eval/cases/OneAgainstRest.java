package dev.nacre.mammo.eval.cases;

import dev.nacre.core.io.Json;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.RocCurve;
import dev.nacre.nn.metric.ScoredCases;
import java.util.ArrayList;
import java.util.List;

/**
 * How well scores tell one of several classes from all others: by its score over what the others have together, which
 * orders cases as the softmax probability of the class does.
 *
 * @param name  of the class
 * @param cases of it
 * @param area  under the ROC curve
 * @param curve of the class against all others
 */
public record OneAgainstRest(String name, int cases, Interval area, RocCurve curve) {
    /** Of each class that has at least two cases, as have all others together. */
    static List<OneAgainstRest> of(Cases test, Draws draws) {
        List<OneAgainstRest> all = new ArrayList<>();
        List<String> classes = test.question().classes();
        for (int one = 0; one < classes.size(); one++) {
            boolean[] is = test.are(one);
            int count = 0;
            for (boolean each : is) {
                count += each ? 1 : 0;
            }
            if (count >= 2 && is.length - count >= 2) {
                double[] scores = over(test, one);
                all.add(new OneAgainstRest(classes.get(one), count,
                        draws.over(test).interval(ScoredCases.of(is, scores)::area), RocCurve.of(is, scores)));
            }
        }
        return all;
    }

    /** z_k − log Σ e^z_j over the other classes j: the log odds of the class. */
    private static double[] over(Cases test, int one) {
        return test.all().stream().mapToDouble(each -> {
            double highest = Double.NEGATIVE_INFINITY;
            for (int other = 0; other < each.scores().length; other++) {
                highest = other == one ? highest : Math.max(highest, each.scores()[other]);
            }
            double sum = 0;
            for (int other = 0; other < each.scores().length; other++) {
                sum += other == one ? 0 : StrictMath.exp(each.scores()[other] - highest);
            }
            return each.scores()[one] - highest - StrictMath.log(sum);
        }).toArray();
    }

    Json.Fields toJson() {
        return Json.object().with("class", name).with("cases", cases)
                .with("roc_auc", new Figure("roc_auc", "", area).toJson());
    }
}
