package dev.nacre.mammo.report;

import dev.nacre.mammo.data.Laterality;
import java.util.Optional;
import java.util.Set;

/**
 * A finding that a sentence names.
 *
 * @param kind what it is
 * @param sides the breasts that it is in; those of the heading above where the sentence does not say, empty where that
 *     does not either
 * @param presence whether it is there
 * @param attributes how it looks
 * @param locations where it is
 * @param change what it has done since earlier pictures, where the sentence says it
 */
public record ReportFinding(FindingKind kind, Set<Laterality> sides, Presence presence, Set<Attribute> attributes,
        Set<Location> locations, Optional<Change> change) {
    public ReportFinding {
        sides = SideTerm.of(sides).breasts();
        attributes = Set.copyOf(attributes);
        locations = Set.copyOf(locations);
    }

    /** Whether the sentence says that it is not there. */
    public boolean isAbsent() {
        return presence == Presence.ABSENT;
    }
}
