package dev.nacre.mammo.eval.cases;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.ScoredCases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How well a score does on part of the cases.
 *
 * @param by        what the cases are divided by: density, age or device
 * @param value     of these, such as 50 to 59
 * @param cases     how many
 * @param positives how many of them are positive
 * @param area      under the ROC curve; empty where there are less than two cases of either class
 */
public record Subgroup(String by, String value, int cases, int positives, Optional<Interval> area) {
    private static final int DECADE = 10;

    /** Cases by what their first picture's set says of them; groups that the set does not know are not there. */
    public static List<Subgroup> of(Cases all, Draws draws) {
        Map<String, Function<SetRecord, Optional<String>>> divisions = new LinkedHashMap<>();
        divisions.put("density", picture -> picture.density().map(Enum::name));
        divisions.put("age", picture -> picture.facts().age().isPresent()
                ? Optional.of(decade(picture.facts().age().getAsInt())) : Optional.empty());
        divisions.put("device", picture -> picture.facts().device());
        List<Subgroup> groups = new ArrayList<>();
        divisions.forEach((by, value) -> {
            Map<String, List<Case>> parts = new TreeMap<>();
            for (Case one : all.all()) {
                value.apply(one.pictures().getFirst())
                        .ifPresent(known -> parts.computeIfAbsent(known, unused -> new ArrayList<>()).add(one));
            }
            parts.forEach((known, part) -> groups.add(of(by, known,
                    new Cases(all.question(), all.unit(), part, 0), draws)));
        });
        return groups;
    }

    private static String decade(int age) {
        int low = age / DECADE * DECADE;
        return low + " to " + (low + DECADE - 1);
    }

    private static Subgroup of(String by, String value, Cases part, Draws draws) {
        boolean[] positive = part.positive();
        int positives = (int) part.all().stream().filter(one -> one.label() == 1).count();
        Optional<Interval> area = part.hasBoth() ? Optional.of(draws.over(part)
                .interval(ScoredCases.of(positive, part.scores(1))::area)) : Optional.empty();
        return new Subgroup(by, value, positive.length, positives, area);
    }

    Json.Fields toJson() {
        Json.Fields json = Json.object().with("by", by).with("value", value).with("cases", cases)
                .with("positives", positives);
        return area.isEmpty() ? json
                : json.with("roc_auc", new Figure("roc_auc", "", area.get()).toJson());
    }
}
