package dev.nacre.examples.data;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.sets.MammogramSet;
import dev.nacre.mammo.data.sets.SetContents;
import dev.nacre.mammo.data.sets.SetCount;
import dev.nacre.mammo.data.sets.SetProblem;
import dev.nacre.mammo.data.sets.SetRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code data check} says of a set: counts alone, and places of problems. */
record SetSummary(MammogramSet set, SetContents contents) {
    private static final String NOTE = "research use, not for diagnosis";
    /** Of each kind of problem; the count tells how many more there are. */
    private static final int PROBLEMS_SHOWN = 3;

    /** For people. */
    List<String> lines() {
        List<SetRecord> records = contents.records();
        List<String> lines = new ArrayList<>();
        lines.add(set.title() + " (" + NOTE + ")");
        lines.add(SetCount.PICTURES.in(records) + " pictures of " + SetCount.PATIENTS.in(records) + " patients in "
                + SetCount.EXAMS.in(records) + " exams");
        if (!set.published().isEmpty()) {
            lines.add("published: " + Arrays.stream(SetCount.values()).filter(set.published()::containsKey)
                    .map(count -> set.published().get(count) + " " + count.words() + " (here " + count.in(records)
                            + ")").collect(Collectors.joining(", ")));
        }
        for (LabelCounts label : LabelCounts.of(records)) {
            lines.add(label.label() + (label.part().isEmpty() ? "" : ", " + label.part()) + ": "
                    + label.counts().entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", ")));
        }
        if (contents.problems().isEmpty() && !records.isEmpty()) {
            lines.add("nothing missing, double or unknown");
        }
        problems().forEach((kind, problems) -> {
            lines.add(problems.size() + " " + kind.words());
            problems.stream().limit(PROBLEMS_SHOWN).forEach(problem ->
                    lines.add("  " + problem.place() + ": " + problem.sentence()));
        });
        return lines;
    }

    /** For programs: the same, with every problem. */
    Json.Fields json() {
        Json.Fields counts = Json.object();
        Json.Fields published = Json.object();
        for (SetCount count : SetCount.values()) {
            counts = counts.with(count.words(), count.in(contents.records()));
            if (set.published().containsKey(count)) {
                published = published.with(count.words(), set.published().get(count));
            }
        }
        List<Json> labels = new ArrayList<>();
        for (LabelCounts label : LabelCounts.of(contents.records())) {
            Json.Fields values = Json.object();
            for (Map.Entry<String, Integer> value : label.counts().entrySet()) {
                values = values.with(value.getKey(), value.getValue());
            }
            labels.add(Json.object().with("label", label.label()).with("part", label.part()).with("counts", values));
        }
        List<Json> problems = new ArrayList<>();
        for (SetProblem problem : contents.problems()) {
            problems.add(Json.object().with("kind", problem.kind().name().toLowerCase(Locale.ROOT))
                    .with("table", problem.place().table()).with("line", problem.place().line())
                    .with("sentence", problem.sentence()));
        }
        return Json.object().with("set", set.name()).with("title", set.title()).with("note", NOTE)
                .with("counts", counts).with("published", published).with("labels", new Json.Items(labels))
                .with("problems", new Json.Items(problems));
    }

    private SortedMap<SetProblem.Kind, List<SetProblem>> problems() {
        return contents.problems().stream()
                .collect(Collectors.groupingBy(SetProblem::kind, TreeMap::new, Collectors.toList()));
    }
}
