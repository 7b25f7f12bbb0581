package dev.nacre.kernels.cpu.jit;

/** A vector register: number 0 to 31 (0 to 15 without AVX-512) of 128, 256 or 512 bits. */
record Vector(int number, int bits) {
    Vector {
        if (number < 0 || number > 31 || (bits != 128 && bits != 256 && bits != 512)) {
            throw new IllegalArgumentException("no vector register " + number + " of " + bits + " bits");
        }
    }

    static Vector xmm(int number) {
        return new Vector(number, 128);
    }

    static Vector ymm(int number) {
        return new Vector(number, 256);
    }

    static Vector zmm(int number) {
        return new Vector(number, 512);
    }

    /** The same register seen with another length. */
    Vector as(int otherBits) {
        return new Vector(number, otherBits);
    }

    /** Its length in bytes. */
    int bytes() {
        return bits / 8;
    }
}
