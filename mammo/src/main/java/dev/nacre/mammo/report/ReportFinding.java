package dev.nacre.mammo.report;

import java.util.Set;

/**
 * A finding that a sentence names.
 *
 * @param kind what it is
 * @param side in which breast; from the heading above where the sentence does not say
 * @param negated whether the sentence says that it is not there
 * @param attributes how it looks
 * @param locations where it is
 */
public record ReportFinding(FindingKind kind, Side side, boolean negated, Set<Attribute> attributes,
        Set<Location> locations) {
    public ReportFinding {
        attributes = Set.copyOf(attributes);
        locations = Set.copyOf(locations);
    }
}
