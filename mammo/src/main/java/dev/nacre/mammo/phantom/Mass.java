package dev.nacre.mammo.phantom;

import java.util.Locale;

/**
 * A mass.
 *
 * @param place where its centre lies
 * @param radius in centimetres, without spicules
 * @param shape its outline
 * @param margin how the outline meets the tissue around
 * @param contrast how its grey compares with the tissue around
 */
public record Mass(LesionPlace place, double radius, Shape shape, Margin margin, Contrast contrast) implements Lesion {
    /** The outline of a mass. */
    public enum Shape {
        ROUND, OVAL, LOBULATED, IRREGULAR
    }

    /** The border of a mass. */
    public enum Margin {
        CIRCUMSCRIBED, OBSCURED, INDISTINCT, SPICULATED
    }

    /** How dense a mass is beside the tissue around it. */
    public enum Contrast {
        /** As the tissue around: seen by its shape alone. */
        EQUAL(0.02, 0.05),
        /** Somewhat denser. */
        HIGH(0.14, 0.24);

        private final double least;
        private final double most;

        Contrast(double least, double most) {
            this.least = least;
            this.most = most;
        }

        /** As tables say it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The added level, of a range from 0 (black) to 1 (white), for a position from 0 to 1 in this class. */
        double level(double position) {
            return least + (most - least) * position;
        }
    }

    @Override
    public Kind kind() {
        return Kind.MASS;
    }

    @Override
    public String appearance() {
        return (shape + " " + margin).toLowerCase(Locale.ROOT);
    }
}
