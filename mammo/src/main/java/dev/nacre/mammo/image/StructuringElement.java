package dev.nacre.mammo.image;

/** The shape with which morphology probes a picture, symmetric about its middle pixel. */
public sealed interface StructuringElement {
    /**
     * A rectangle of {@code 2 rowRadius + 1} rows and {@code 2 columnRadius + 1} columns.
     *
     * @param rowRadius rows above and below the middle
     * @param columnRadius columns left and right of the middle
     */
    record Rectangle(int rowRadius, int columnRadius) implements StructuringElement {
        /** Refuses negative radii. */
        public Rectangle {
            if (rowRadius < 0 || columnRadius < 0) {
                throw new IllegalArgumentException("a rectangle of radii " + rowRadius + " and " + columnRadius
                        + ": give at least 0");
            }
        }
    }

    /**
     * The pixels whose centres lie at most {@code radius} from the middle one.
     *
     * @param radius in pixels
     */
    record Disc(double radius) implements StructuringElement {
        /** Refuses a negative radius. */
        public Disc {
            if (!(radius >= 0 && radius <= 40_000)) {
                throw new IllegalArgumentException("a disc of radius " + radius + ": give 0 to 40,000");
            }
        }
    }

    /** A square of side {@code 2 radius + 1}. */
    static Rectangle square(int radius) {
        return new Rectangle(radius, radius);
    }
}
