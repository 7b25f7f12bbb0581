package dev.nacre.mammo.eval.cases;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.DeLong;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.PrecisionRecallCurve;
import dev.nacre.nn.metric.RocCurve;
import dev.nacre.nn.metric.ScoredCases;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a score of a question of two classes is worth on test cases. Whatever has to be chosen or fitted comes from
 * validation cases of other patients; without these there are no operating points and no probabilities.
 *
 * @param cases       that it was judged on
 * @param figures     with intervals
 * @param deLongError standard error of the area under the ROC curve by DeLong, which takes cases as independent of each
 *                    other and so is too small where a patient has several
 * @param points      thresholds chosen on validation cases; maybe none
 * @param calibration probabilities; maybe none
 * @param subgroups   by density, age and device
 */
public record BinaryResult(Cases cases, List<Figure> figures, double deLongError, List<ChosenPoint> points,
        List<CalibrationResult> calibration, List<Subgroup> subgroups) {
    private static final double WANTED = 0.9;

    /** Copies the lists. */
    public BinaryResult {
        figures = List.copyOf(figures);
        points = List.copyOf(points);
        calibration = List.copyOf(calibration);
        subgroups = List.copyOf(subgroups);
    }

    /**
     * Judges.
     *
     * @param validation of the same question and unit
     * @throws InputException if there are less than two cases of a class, or a patient is in both parts
     */
    public static BinaryResult of(Cases test, Optional<Cases> validation, Draws draws) {
        if (!test.question().isBinary()) {
            throw new IllegalArgumentException("the question " + test.question().key() + " has "
                    + test.question().classes().size() + " classes: judge it by ClassResult");
        }
        check(test, validation);
        ScoredCases scored = ScoredCases.of(test.positive(), test.scores(1));
        List<Interval> intervals = draws.over(test).intervals(List.of(scored::area, scored::averagePrecision,
                times -> scored.sensitivityAt(WANTED, times), times -> scored.specificityAt(WANTED, times)));
        List<Figure> figures = List.of(new Figure("roc_auc", "Area under the ROC curve", intervals.get(0)),
                new Figure("average_precision", "Average precision", intervals.get(1)),
                new Figure("sensitivity_at_90_specificity", "Sensitivity at 90 % specificity", intervals.get(2)),
                new Figure("specificity_at_90_sensitivity", "Specificity at 90 % sensitivity", intervals.get(3)));
        return new BinaryResult(test, figures, DeLong.standardError(test.positive(), test.scores(1)),
                validation.map(other -> ChosenPoint.of(other, test, draws)).orElse(List.of()),
                validation.map(other -> CalibrationResult.of(other, test)).orElse(List.of()),
                Subgroup.of(test, draws));
    }

    /**
     * Looks whether cases can be judged, which their labels alone decide.
     *
     * @throws InputException if there are less than two cases of a class, or a patient is in both parts
     */
    public static void check(Cases test, Optional<Cases> validation) {
        check(test, "to judge on");
        validation.ifPresent(other -> {
            check(other, "to validate on");
            apart(test, other);
        });
    }

    private static void check(Cases cases, String purpose) {
        if (!cases.hasBoth()) {
            long positives = cases.all().stream().filter(one -> one.label() == 1).count();
            throw new InputException("of " + cases.all().size() + " cases " + purpose + " " + positives + " have "
                    + cases.question().classes().get(1) + ": at least two with and two without are needed; take a"
                    + " larger part of the set, or another question");
        }
    }

    private static void apart(Cases test, Cases validation) {
        Set<String> shared = new HashSet<>(test.patients());
        shared.retainAll(new HashSet<>(validation.patients()));
        if (!shared.isEmpty()) {
            throw new InputException(shared.size() + " patients are among the cases to judge on and among those to"
                    + " validate on: mend the split");
        }
    }

    /** The area under the ROC curve. */
    public Figure area() {
        return figures.getFirst();
    }

    /** Positive cases. */
    public int positives() {
        return (int) cases.all().stream().filter(one -> one.label() == 1).count();
    }

    /** The ROC curve. */
    public RocCurve roc() {
        return RocCurve.of(cases.positive(), cases.scores(1));
    }

    /** The precision–recall curve. */
    public PrecisionRecallCurve precisionRecall() {
        return PrecisionRecallCurve.of(cases.positive(), cases.scores(1));
    }

    /** For files. */
    public Json.Fields toJson() {
        return Json.object().with("question", cases.question().key()).with("unit", cases.unit().word())
                .with("cases", cases.all().size()).with("positives", positives())
                .with("patients", new HashSet<>(cases.patients()).size()).with("unlabelled", cases.unlabelled())
                .with("figures", Figure.json(figures)).with("roc_auc_delong_error", deLongError)
                .with("operating_points", items(points.stream().map(ChosenPoint::toJson).toList()))
                .with("calibration", items(calibration.stream().map(CalibrationResult::toJson).toList()))
                .with("subgroups", items(subgroups.stream().map(Subgroup::toJson).toList()));
    }

    private static Json items(List<Json.Fields> all) {
        return new Json.Items(List.copyOf(all));
    }
}
