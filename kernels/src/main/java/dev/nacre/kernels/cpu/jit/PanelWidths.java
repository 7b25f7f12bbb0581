package dev.nacre.kernels.cpu.jit;

/**
 * How the columns of a product are cut into panels. With AVX-512: three vectors each, then pairs where that leaves
 * something over; a single vector where there is no more. With AVX2, which has half the registers: pairs, then a single
 * vector. Lanes behind the last column are idle.
 *
 * @param set     what the vectors are of
 * @param columns columns in all
 */
record PanelWidths(InstructionSet set, int columns) {
    private static final int WIDE = 3;

    /** Panels of equal width: {@code count} of {@code vectors} vectors, the first of them starting at a vector. */
    record Group(int vectors, int count, int firstVector) {
    }

    int vectors() {
        return Math.ceilDiv(columns, set.lanes());
    }

    /** Lanes of the last vector that hold columns, at least 1. */
    int lastLanes() {
        return columns - (vectors() - 1) * set.lanes();
    }

    /** Whether some lanes of the last vector hold none. */
    boolean ragged() {
        return columns % set.lanes() != 0;
    }

    /** The panels, widest first. */
    Group[] groups() {
        int vectors = vectors();
        if (vectors == 1) {
            return new Group[] {new Group(1, 1, 0)};
        }
        return set == InstructionSet.AVX512 ? threes(vectors) : pairs(vectors);
    }

    private static Group[] pairs(int vectors) {
        var pairs = new Group(2, vectors / 2, 0);
        return vectors % 2 == 0 ? new Group[] {pairs} : new Group[] {pairs, new Group(1, 1, vectors - 1)};
    }

    /** The last four or two vectors become pairs where three do not divide. */
    private static Group[] threes(int vectors) {
        int pairs = (WIDE - vectors % WIDE) % WIDE;
        int wide = (vectors - 2 * pairs) / WIDE;
        if (wide == 0) {
            return new Group[] {new Group(2, pairs, 0)};
        }
        return pairs == 0 ? new Group[] {new Group(WIDE, wide, 0)}
                : new Group[] {new Group(WIDE, wide, 0), new Group(2, pairs, WIDE * wide)};
    }
}
