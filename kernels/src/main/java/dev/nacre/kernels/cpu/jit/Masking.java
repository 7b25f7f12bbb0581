package dev.nacre.kernels.cpu.jit;

/**
 * Which lanes an AVX-512 instruction writes: those whose bit is set in mask register {@code number}, all for number 0.
 *
 * @param zeroing lanes that are not written become zero; they keep their content otherwise
 */
record Masking(int number, boolean zeroing) {
    static final Masking NONE = new Masking(0, false);

    Masking {
        if (number < 0 || number > 7 || (number == 0 && zeroing)) {
            throw new IllegalArgumentException("no masking by register k" + number);
        }
    }

    /** Lanes without a bit keep what they hold, or memory what it holds. */
    static Masking merge(int number) {
        return new Masking(number, false);
    }

    /** Lanes without a bit become zero. */
    static Masking zero(int number) {
        return new Masking(number, true);
    }
}
