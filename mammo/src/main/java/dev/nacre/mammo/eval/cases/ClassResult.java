package dev.nacre.mammo.eval.cases;

import dev.nacre.core.io.Json;
import dev.nacre.nn.metric.ConfusionMatrix;
import dev.nacre.nn.metric.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What scores of a question of several ordered classes are worth on test cases; the class of the highest score is the
 * answer. Beside the accuracy stands what always answering the most frequent class gives.
 *
 * @param cases    that it was judged on
 * @param matrix   how often each class was taken for each
 * @param figures  with intervals
 * @param majority share of the most frequent class
 * @param rest     of each class with enough cases, how well it is told from all others
 * @param calibration probabilities, fitted on validation cases; maybe none
 */
public record ClassResult(Cases cases, ConfusionMatrix matrix, List<Figure> figures, double majority,
        List<OneAgainstRest> rest, Optional<ClassCalibration> calibration) {
    /** Copies the lists. */
    public ClassResult {
        figures = List.copyOf(figures);
        rest = List.copyOf(rest);
    }

    /** Judges, without probabilities. */
    public static ClassResult of(Cases test, Draws draws) {
        return of(test, Optional.empty(), draws);
    }

    /**
     * Judges.
     *
     * @param validation of the same question and unit and of other patients, to fit probabilities on
     */
    public static ClassResult of(Cases test, Optional<Cases> validation, Draws draws) {
        if (test.question().isBinary()) {
            throw new IllegalArgumentException("the question " + test.question().key()
                    + " has two classes: judge it by BinaryResult");
        }
        int classes = test.question().classes().size();
        int[] labels = test.labels();
        int[] answers = test.highest();
        List<ToDoubleFunction<int[]>> asked = List.of(times -> drawn(labels, answers, classes, times).accuracy(),
                times -> drawn(labels, answers, classes, times).balancedAccuracy(),
                times -> drawn(labels, answers, classes, times).macroF1(),
                times -> drawn(labels, answers, classes, times).quadraticKappa());
        List<Interval> intervals = draws.over(test).intervals(asked);
        ConfusionMatrix matrix = ConfusionMatrix.of(labels, answers, classes);
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("accuracy", "Accuracy", intervals.get(0)));
        figures.add(new Figure("balanced_accuracy", "Balanced accuracy", intervals.get(1)));
        figures.add(new Figure("macro_f1", "Macro F1", intervals.get(2)));
        figures.add(new Figure("quadratic_kappa", "Quadratic kappa", intervals.get(3)));
        long most = Arrays.stream(matrix.counts()).mapToLong(row -> Arrays.stream(row).sum()).max().orElse(0);
        return new ClassResult(test, matrix, figures, (double) most / labels.length, OneAgainstRest.of(test, draws),
                validation.flatMap(other -> ClassCalibration.of(other, test)));
    }

    private static ConfusionMatrix drawn(int[] labels, int[] answers, int classes, int[] times) {
        long[][] counts = new long[classes][classes];
        for (int index = 0; index < labels.length; index++) {
            counts[labels[index]][answers[index]] += times[index];
        }
        return new ConfusionMatrix(counts);
    }

    /** For files. */
    public Json.Fields toJson() {
        List<Json> rows = Arrays.stream(matrix.counts()).map(row -> (Json) new Json.Items(Arrays.stream(row)
                .mapToObj(count -> (Json) new Json.Whole(count)).toList())).toList();
        Json.Fields json = Json.object().with("question", cases.question().key()).with("unit", cases.unit().word())
                .with("cases", cases.all().size()).with("patients", new HashSet<>(cases.patients()).size())
                .with("unlabelled", cases.unlabelled()).with("figures", Figure.json(figures))
                .with("majority", majority).with("confusion", new Json.Items(rows))
                .with("one_against_rest", new Json.Items(rest.stream().<Json>map(OneAgainstRest::toJson).toList()));
        return calibration.isEmpty() ? json : json.with("calibration", calibration.get().toJson());
    }
}
