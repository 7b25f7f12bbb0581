package dev.nacre.mammo.report;

import dev.nacre.mammo.data.Laterality;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The words for sides; outside the tables of words, a side is the set of breasts that it means. */
enum SideTerm implements Term {
    LEFT,
    RIGHT,
    BILATERAL,
    UNKNOWN;

    /** The term for a set of breasts; {@link Laterality#UNKNOWN} is no breast, and not to know is the empty set. */
    static SideTerm of(Set<Laterality> breasts) {
        if (breasts.contains(Laterality.UNKNOWN)) {
            throw new IllegalArgumentException("sides are left and right; leave the set empty where none is known");
        }
        if (breasts.isEmpty()) {
            return UNKNOWN;
        }
        return breasts.size() == 2 ? BILATERAL : breasts.contains(Laterality.LEFT) ? LEFT : RIGHT;
    }

    Set<Laterality> breasts() {
        return Collections.unmodifiableSet(switch (this) {
            case LEFT -> EnumSet.of(Laterality.LEFT);
            case RIGHT -> EnumSet.of(Laterality.RIGHT);
            case BILATERAL -> EnumSet.of(Laterality.LEFT, Laterality.RIGHT);
            case UNKNOWN -> EnumSet.noneOf(Laterality.class);
        });
    }

    @Override
    public String family() {
        return "side";
    }
}
