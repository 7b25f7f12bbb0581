package dev.nacre.kernels.cpu.jit;

/**
 * A place in memory: {@code base + index·scale + displacement}.
 *
 * @param index     null for none; RSP cannot be one
 * @param scale     1, 2, 4 or 8
 * @param broadcast whether one element is repeated over all lanes (AVX-512 arithmetic only)
 */
record Address(Gpr base, Gpr index, int scale, int displacement, boolean broadcast) {
    Address {
        if (base == null || index == Gpr.RSP || Integer.bitCount(scale) != 1 || scale > 8) {
            throw new IllegalArgumentException("no address " + base + " + " + index + " * " + scale);
        }
    }

    /** {@code [base + displacement]}. */
    static Address at(Gpr base, long displacement) {
        return new Address(base, null, 1, Math.toIntExact(displacement), false);
    }

    /** {@code [base + index·scale + displacement]}. */
    static Address at(Gpr base, Gpr index, int scale, long displacement) {
        return new Address(base, index, scale, Math.toIntExact(displacement), false);
    }

    /** One element, for all lanes. */
    Address broadcasting() {
        return new Address(base, index, scale, displacement, true);
    }

    /** As many bytes further. */
    Address plus(long bytes) {
        return new Address(base, index, scale, Math.toIntExact(displacement + bytes), broadcast);
    }

    int log2Scale() {
        return Integer.numberOfTrailingZeros(scale);
    }
}
