package dev.nacre.mammo.exam;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.report.Attribute;
import dev.nacre.mammo.report.FindingKind;
import dev.nacre.mammo.report.Location;

/** One thing that a report says, without its language. What is denied is no keyword. */
public sealed interface Keyword {
    /** A finding is there. */
    record Found(Laterality side, FindingKind kind) implements Keyword {
    }

    /** How it looks. */
    record Looks(Laterality side, FindingKind kind, Attribute attribute) implements Keyword {
    }

    /** Where it is. */
    record Lies(Laterality side, FindingKind kind, Location location) implements Keyword {
    }

    /**
     * The breast's category.
     *
     * @param number of BI-RADS, 0 to 6
     */
    record Assessed(Laterality side, int number) implements Keyword {
    }

    /** How dense both breasts are. */
    record Dense(DensityClass density) implements Keyword {
    }

    /** Nothing else is said of the breast. */
    record Negative(Laterality side) implements Keyword {
    }

    /** The same of the other breast. */
    default Keyword mirrored() {
        return switch (this) {
            case Found found -> new Found(other(found.side), found.kind);
            case Looks looks -> new Looks(other(looks.side), looks.kind, looks.attribute);
            case Lies lies -> new Lies(other(lies.side), lies.kind, lies.location);
            case Assessed assessed -> new Assessed(other(assessed.side), assessed.number);
            case Dense dense -> dense;
            case Negative negative -> new Negative(other(negative.side));
        };
    }

    /** Whether it is about that breast. */
    default boolean isAbout(Laterality breast) {
        return switch (this) {
            case Found found -> found.side == breast;
            case Looks looks -> looks.side == breast;
            case Lies lies -> lies.side == breast;
            case Assessed assessed -> assessed.side == breast;
            case Dense dense -> false;
            case Negative negative -> negative.side == breast;
        };
    }

    private static Laterality other(Laterality side) {
        return switch (side) {
            case LEFT -> Laterality.RIGHT;
            case RIGHT -> Laterality.LEFT;
            case UNKNOWN -> Laterality.UNKNOWN;
        };
    }
}
