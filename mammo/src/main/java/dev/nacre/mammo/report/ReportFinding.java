package dev.nacre.mammo.report;

import dev.nacre.mammo.data.Laterality;
import java.util.Set;

/**
 * A finding that a sentence names.
 *
 * @param kind what it is
 * @param sides the breasts that it is in; those of the heading above where the sentence does not say, empty where that
 *     does not either
 * @param negated whether the sentence says that it is not there
 * @param attributes how it looks
 * @param locations where it is
 */
public record ReportFinding(FindingKind kind, Set<Laterality> sides, boolean negated, Set<Attribute> attributes,
        Set<Location> locations) {
    public ReportFinding {
        sides = SideTerm.of(sides).breasts();
        attributes = Set.copyOf(attributes);
        locations = Set.copyOf(locations);
    }
}
