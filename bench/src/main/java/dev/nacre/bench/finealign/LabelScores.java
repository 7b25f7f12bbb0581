package dev.nacre.bench.finealign;

import dev.nacre.core.io.Json;
import dev.nacre.nn.metric.RocCurve;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one training on labels gives on one part of the exams: for malignancy a score and the truth of each breast, for
 * segmentation the Dice of each picture with a lesion.
 *
 * @param patients of each case
 * @param positive whether each breast is malignant; true for every picture
 * @param scores of breasts, or Dice of pictures
 */
record LabelScores(List<String> patients, boolean[] positive, double[] scores) {
    LabelScores {
        patients = List.copyOf(patients);
    }

    /** By which rates are chosen and arms compared: the area under the curve, or the mean Dice. */
    double quality(LabelTask task) {
        return switch (task) {
            case MALIGNANCY -> RocCurve.of(positive, scores).area();
            case SEGMENTATION -> Arrays.stream(scores).average().orElse(Double.NaN);
        };
    }

    Json.Fields toJson() {
        return Json.object().with("patients", new Json.Items(patients.stream().map(one -> (Json) new Json.Text(one))
                        .toList()))
                .with("positive", new Json.Items(indices().map(index -> (Json) new Json.Truth(positive[index]))
                        .toList()))
                .with("scores", new Json.Items(indices().map(index -> (Json) new Json.Decimal(scores[index]))
                        .toList()));
    }

    private Stream<Integer> indices() {
        return IntStream.range(0, scores.length).boxed();
    }

    static LabelScores fromJson(Json json) {
        List<Json> truths = json.get("positive").items();
        boolean[] positive = new boolean[truths.size()];
        for (int index = 0; index < positive.length; index++) {
            positive[index] = truths.get(index).truth();
        }
        return new LabelScores(json.get("patients").items().stream().map(Json::text).toList(), positive,
                json.get("scores").items().stream().mapToDouble(Json::decimal).toArray());
    }
}
