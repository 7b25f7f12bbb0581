package dev.nacre.bench.mammoclip;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.CaseUnit;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.Prediction;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.nn.metric.ScoredCases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a model says of pictures, in their order; breasts are what counts.
 *
 * @param scores {@code [pictures][1]} of a question of two classes, else {@code [pictures][classes]}
 */
record TestScores(double[][] scores) {
    /** One of several outputs, as the score of a question of two classes. */
    TestScores output(int number) {
        return new TestScores(Arrays.stream(scores).map(row -> new double[] {row[number]}).toArray(double[][]::new));
    }

    /** The breasts of which a set answers a question, with the mean of their pictures' scores. */
    Cases cases(Question question, List<SetRecord> pictures) {
        List<Prediction> said = new ArrayList<>();
        for (int picture = 0; picture < scores.length; picture++) {
            said.add(new Prediction(pictures.get(picture), scores[picture]));
        }
        return Cases.of(question, CaseUnit.BREAST, said);
    }

    /**
     * The area under the ROC curve by how often each case counts; of more than two classes, the mean of the areas of
     * each class that there is against the others.
     */
    static ToDoubleFunction<int[]> area(Cases cases) {
        List<ScoredCases> each = cases.question().isBinary()
                ? List.of(ScoredCases.of(cases.positive(), cases.scores(1)))
                : Arrays.stream(cases.labels()).distinct().sorted()
                        .mapToObj(one -> ScoredCases.of(cases.are(one), cases.scores(one))).toList();
        return times -> each.stream().mapToDouble(one -> one.area(times)).average().orElseThrow();
    }

    /** The area with each case counted once. */
    static double plainArea(Cases cases) {
        int[] once = new int[cases.all().size()];
        Arrays.fill(once, 1);
        return area(cases).applyAsDouble(once);
    }

    Json toJson() {
        return new Json.Items(Arrays.stream(scores).<Json>map(row -> new Json.Items(
                Arrays.stream(row).<Json>mapToObj(Json.Decimal::new).toList())).toList());
    }

    static TestScores fromJson(Json json) {
        return new TestScores(json.items().stream().map(row -> row.items().stream().mapToDouble(Json::decimal)
                .toArray()).toArray(double[][]::new));
    }
}
