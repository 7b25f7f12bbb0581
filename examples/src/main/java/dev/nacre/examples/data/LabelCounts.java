package dev.nacre.examples.data;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.Region;
import dev.nacre.mammo.data.sets.SetRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How often each value of a label occurs among the pictures of one part of a set.
 *
 * @param label what is counted, such as BI-RADS
 * @param part the part of the split; empty where the set has none, and for the split itself
 * @param counts by value
 */
record LabelCounts(String label, String part, SortedMap<String, Integer> counts) {
    private static final String NONE = "none";

    /** All labels of a set; those that only some sets have are left out where no picture has them. */
    static List<LabelCounts> of(List<SetRecord> records) {
        List<LabelCounts> all = new ArrayList<>();
        add(all, records, "split", record -> Stream.of(name(record.split())));
        add(all, records, "side and view", record -> Stream.of(word(record.side()) + " "
                + (record.view().name().isEmpty() ? "unknown" : record.view().name())));
        add(all, records, "kind of picture", record -> Stream.of(word(record.kind())));
        add(all, records, "BI-RADS", record -> Stream.of(record.birads().map(Birads::code).orElse(NONE)));
        add(all, records, "density", record -> Stream.of(record.density().map(Enum::name).orElse(NONE)));
        if (records.stream().anyMatch(record -> record.facts().percentDensity().isPresent())) {
            add(all, records, "percent density", record -> Stream.of(record.facts().percentDensity().isPresent()
                    ? decade(record.facts().percentDensity().getAsDouble()) : NONE));
        }
        add(all, records, "pathology", record -> Stream.of(name(record.pathology())));
        if (records.stream().anyMatch(record -> record.facts().recalled().isPresent())) {
            add(all, records, "called back", record -> Stream.of(record.facts().recalled()
                    .map(recalled -> recalled ? "yes" : "no").orElse(NONE)));
        }
        if (records.stream().anyMatch(record -> record.facts().age().isPresent())) {
            add(all, records, "age", record -> Stream.of(record.facts().age().isPresent()
                    ? decade(record.facts().age().getAsInt()) : NONE));
        }
        if (records.stream().anyMatch(record -> record.facts().device().isPresent())) {
            add(all, records, "device", record -> Stream.of(record.facts().device().orElse(NONE)));
        }
        add(all, records, "findings", record -> record.findings().stream().map(Finding::categories)
                .flatMap(List::stream).map(LabelCounts::word));
        add(all, records, "places of findings", record -> record.findings().stream()
                .flatMap(finding -> finding.regions().stream()).map(LabelCounts::shape));
        add(all, records, "report sections", record -> record.report().stream().map(section -> section.name()));
        return all;
    }

    private static void add(List<LabelCounts> all, List<SetRecord> records, String label,
            Function<SetRecord, Stream<String>> values) {
        Map<String, SortedMap<String, Integer>> parts = new TreeMap<>();
        for (SetRecord record : records) {
            String part = label.equals("split") ? "" : record.split().map(LabelCounts::word).orElse("");
            values.apply(record).forEach(value ->
                    parts.computeIfAbsent(part, unused -> new TreeMap<>()).merge(value, 1, Integer::sum));
        }
        parts.forEach((part, counts) -> all.add(new LabelCounts(label, part, counts)));
    }

    private static String decade(double percent) {
        int low = (int) Math.min(percent / 10, 9) * 10;
        return String.format(Locale.ROOT, "%02d-%02d", low, low + 10);
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
        return value.map(LabelCounts::word).orElse(NONE);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
