package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Findings that stand in a table of their own, by the picture that they name. */
final class FindingTable {
    private final Map<String, List<Finding>> findings = new HashMap<>();
    /** Where pictures that no row has claimed are first named, in the table's order. */
    private final Map<String, RowPlace> unclaimed = new LinkedHashMap<>();

    /** A row; without a finding where it says that the picture has none. */
    void add(String picture, RowPlace place, Optional<Finding> finding) {
        unclaimed.putIfAbsent(picture, place);
        finding.ifPresent(found -> findings.computeIfAbsent(picture, unused -> new ArrayList<>()).add(found));
    }

    /** The findings of a picture that has a row. */
    List<Finding> claim(String picture) {
        unclaimed.remove(picture);
        return findings.getOrDefault(picture, List.of());
    }

    /** Once all pictures are known: those that are named here alone are problems. */
    void reportUnclaimed(SetCollector collector, String pictures) {
        unclaimed.values().forEach(place ->
                collector.problem(Kind.ORPHAN, place, "the picture has no row in " + pictures));
    }
}
