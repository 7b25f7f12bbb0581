package dev.nacre.kernels.cpu.jit;

/**
 * How the columns of a product are cut into panels: {@value #WIDE} vectors of sixteen floats each, then pairs where
 * that leaves something over; a single vector where there is no more. Lanes behind the last column are idle.
 *
 * @param columns columns in all
 */
record PanelWidths(int columns) {
    static final int LANES = 16;
    private static final int WIDE = 3;

    /** Panels of equal width: {@code count} of {@code vectors} vectors, the first of them starting at a vector. */
    record Group(int vectors, int count, int firstVector) {
    }

    int vectors() {
        return Math.ceilDiv(columns, LANES);
    }

    /** Lanes of the last vector that hold columns, 1 to 16. */
    int lastLanes() {
        return columns - (vectors() - 1) * LANES;
    }

    /** Whether some lanes of the last vector hold none. */
    boolean ragged() {
        return columns % LANES != 0;
    }

    /** The bits of a mask for the last vector. */
    int lastMask() {
        return (1 << lastLanes()) - 1;
    }

    /** Three-vector panels; the last four or two vectors become pairs where three do not divide. */
    Group[] groups() {
        int vectors = vectors();
        if (vectors == 1) {
            return new Group[] {new Group(1, 1, 0)};
        }
        int pairs = (WIDE - vectors % WIDE) % WIDE;
        int wide = (vectors - 2 * pairs) / WIDE;
        if (wide == 0) {
            return new Group[] {new Group(2, pairs, 0)};
        }
        return pairs == 0 ? new Group[] {new Group(WIDE, wide, 0)}
                : new Group[] {new Group(WIDE, wide, 0), new Group(2, pairs, WIDE * wide)};
    }
}
