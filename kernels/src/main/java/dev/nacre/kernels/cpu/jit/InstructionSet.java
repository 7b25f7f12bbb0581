package dev.nacre.kernels.cpu.jit;

/** The vector instructions that a kernel is written in. All kernels of one process use the same. */
public enum InstructionSet {
    /** AVX2 with fused multiply-adds: sixteen registers of eight floats, no masks. */
    AVX2(256, 16),
    /** AVX-512 F, BW, DQ and VL: thirty-two registers of sixteen floats, lanes chosen by masks. */
    AVX512(512, 32);

    private final int bits;
    private final int registers;

    InstructionSet(int bits, int registers) {
        this.bits = bits;
        this.registers = registers;
    }

    /** Bits of a vector. */
    int bits() {
        return bits;
    }

    /** Bytes of a vector. */
    int bytes() {
        return bits / Byte.SIZE;
    }

    /** Floats of a vector. */
    public int lanes() {
        return bits / Float.SIZE;
    }

    /** Vector registers. */
    int registers() {
        return registers;
    }

    /** A whole register by its number. */
    Vector vector(int number) {
        if (number >= registers) {
            throw new IllegalArgumentException(this + " has no vector register " + number);
        }
        return new Vector(number, bits);
    }
}
