package dev.nacre.kernels.cpu.jit;

/** When a conditional jump is taken, after a comparison of signed or unsigned numbers. */
enum Condition {
    BELOW(0x2), ABOVE_OR_EQUAL(0x3), EQUAL(0x4), NOT_EQUAL(0x5), BELOW_OR_EQUAL(0x6), ABOVE(0x7),
    LESS(0xC), GREATER_OR_EQUAL(0xD), LESS_OR_EQUAL(0xE), GREATER(0xF);

    private final int code;

    Condition(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
