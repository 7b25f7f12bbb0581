package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VPUNPCKHQDQ;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VPUNPCKLQDQ;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VSHUFF32X4;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VUNPCKHPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VUNPCKLPS;

/**
 * Emits the transposition of sixteen registers of sixteen 32-bit elements: zmm0 to zmm15 become their own columns. All
 * 32 registers change. Pairs of elements, then fours, then the fours of four registers find together.
 */
final class Transposition {
    static final int SIZE = 16;
    /** Fours 0 and 2 of two registers, and 1 and 3. */
    private static final int EVEN = 0x88;
    private static final int ODD = 0xDD;

    private Transposition() {
    }

    static void emit(Assembler code) {
        for (int i = 0; i < SIZE; i += 2) {
            code.emit(VUNPCKLPS, other(i), one(i), one(i + 1));
            code.emit(VUNPCKHPS, other(i + 1), one(i), one(i + 1));
        }
        for (int i = 0; i < SIZE; i += 4) {
            code.emit(VPUNPCKLQDQ, one(i), other(i), other(i + 2));
            code.emit(VPUNPCKHQDQ, one(i + 1), other(i), other(i + 2));
            code.emit(VPUNPCKLQDQ, one(i + 2), other(i + 1), other(i + 3));
            code.emit(VPUNPCKHQDQ, one(i + 3), other(i + 1), other(i + 3));
        }
        // Register 4g + c now holds, as its four number l, elements 4l + c of registers 4g to 4g + 3.
        for (int c = 0; c < 4; c++) {
            code.emit(VSHUFF32X4, other(c), one(c), one(4 + c), EVEN);
            code.emit(VSHUFF32X4, other(4 + c), one(c), one(4 + c), ODD);
            code.emit(VSHUFF32X4, other(8 + c), one(8 + c), one(12 + c), EVEN);
            code.emit(VSHUFF32X4, other(12 + c), one(8 + c), one(12 + c), ODD);
        }
        for (int c = 0; c < 4; c++) {
            code.emit(VSHUFF32X4, one(c), other(c), other(8 + c), EVEN);
            code.emit(VSHUFF32X4, one(8 + c), other(c), other(8 + c), ODD);
            code.emit(VSHUFF32X4, one(4 + c), other(4 + c), other(12 + c), EVEN);
            code.emit(VSHUFF32X4, one(12 + c), other(4 + c), other(12 + c), ODD);
        }
    }

    private static Vector one(int i) {
        return Vector.zmm(i);
    }

    private static Vector other(int i) {
        return Vector.zmm(SIZE + i);
    }
}
