package dev.nacre.examples.data;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.Region;
import dev.nacre.mammo.data.sets.SetContents;
import dev.nacre.mammo.data.sets.SetProblem;
import dev.nacre.mammo.data.sets.SetRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines that {@code data check} prints: counts alone, and places of problems. */
final class SetSummary {
    /** Of each kind of problem; the count tells how many more there are. */
    private static final int PROBLEMS_SHOWN = 3;

    private final SetContents contents;
    private final List<String> lines = new ArrayList<>();

    private SetSummary(SetContents contents) {
        this.contents = contents;
    }

    static List<String> of(SetContents contents) {
        SetSummary summary = new SetSummary(contents);
        summary.counts();
        summary.problems();
        return summary.lines;
    }

    private void counts() {
        List<SetRecord> records = contents.records();
        lines.add(records.size() + " pictures of " + different(records, SetRecord::patient) + " patients in "
                + different(records, SetRecord::exam) + " exams");
        table("split", record -> Stream.of(name(record.split())));
        table("side and view", record -> Stream.of(word(record.side()) + " "
                + (record.view().name().isEmpty() ? "unknown" : record.view().name())));
        table("kind of picture", record -> Stream.of(word(record.kind())));
        table("BI-RADS", record -> Stream.of(record.birads().map(Birads::code).orElse("none")));
        table("density", record -> Stream.of(record.density().map(Enum::name).orElse("none")));
        table("pathology", record -> Stream.of(name(record.pathology())));
        table("findings", record -> record.findings().stream().map(Finding::categories).flatMap(List::stream)
                .map(SetSummary::word));
        table("places of findings", record -> record.findings().stream().flatMap(finding -> finding.regions().stream())
                .map(SetSummary::shape));
        table("report sections", record -> record.report().stream().map(section -> section.name()));
    }

    private void problems() {
        if (contents.problems().isEmpty()) {
            lines.add("nothing missing, double or unknown");
        }
        Map<SetProblem.Kind, List<SetProblem>> kinds = contents.problems().stream()
                .collect(Collectors.groupingBy(SetProblem::kind, TreeMap::new, Collectors.toList()));
        kinds.forEach((kind, problems) -> {
            lines.add(problems.size() + " " + kind.words());
            problems.stream().limit(PROBLEMS_SHOWN).forEach(problem ->
                    lines.add("  " + problem.place() + ": " + problem.sentence()));
        });
    }

    /** One line for a label: its values with their counts in each part of the split, if the set has parts. */
    private void table(String label, Function<SetRecord, Stream<String>> values) {
        Map<String, Map<String, Integer>> parts = new TreeMap<>();
        for (SetRecord record : contents.records()) {
            String part = label.equals("split") ? "" : record.split().map(SetSummary::word).orElse("");
            values.apply(record).forEach(value ->
                    parts.computeIfAbsent(part, unused -> new TreeMap<>()).merge(value, 1, Integer::sum));
        }
        parts.forEach((part, counts) -> lines.add(label + (part.isEmpty() ? "" : ", " + part) + ": "
                + counts.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "))));
    }

    private static long different(List<SetRecord> records, Function<SetRecord, String> key) {
        return records.stream().map(key).distinct().count();
    }

    private static String shape(Region region) {
        return switch (region) {
            case Region.Box box -> "box";
            case Region.Polygon polygon -> "outline";
            case Region.Ellipse ellipse -> "ellipse";
            case Region.MaskFile mask -> "mask";
        };
    }

    private static String name(Optional<? extends Enum<?>> value) {
        return value.map(SetSummary::word).orElse("none");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
