package dev.nacre.kernels.cpu.jit;

/** The 64-bit general-purpose registers, in the order of their numbers. */
enum Gpr {
    RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14, R15;

    /** The three bits that go into ModRM or SIB. */
    int low() {
        return ordinal() & 7;
    }

    /** The fourth bit, which goes into a prefix. */
    int high() {
        return ordinal() >> 3;
    }
}
