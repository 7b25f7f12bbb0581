package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VPERM2F128;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VPUNPCKHQDQ;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VPUNPCKLQDQ;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VSHUFF32X4;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VUNPCKHPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VUNPCKLPS;

/**
 * Emits the transposition of as many registers as a vector has 32-bit elements: the lower half of all registers become
 * their own columns. All registers change. Pairs of elements, then fours, then the fours of registers find together.
 */
final class Transposition {
    /** Elements of a vector of AVX-512, and so rows and columns of what is transposed. */
    static final int SIZE = 16;
    private static final int FOUR = 4;
    /** Fours 0 and 2 of two registers, and 1 and 3. */
    private static final int EVEN = 0x88;
    private static final int ODD = 0xDD;
    /** The lower fours of two registers, and the upper ones. */
    private static final int LOWER = 0x20;
    private static final int UPPER = 0x31;

    private final Assembler code;
    private final InstructionSet set;

    private Transposition(Assembler code, InstructionSet set) {
        this.code = code;
        this.set = set;
    }

    static void emit(Assembler code, InstructionSet set) {
        var transposition = new Transposition(code, set);
        transposition.withinFours();
        if (set == InstructionSet.AVX512) {
            transposition.betweenFourFours();
        } else {
            transposition.betweenTwoFours();
        }
    }

    /** Register 4g + c then holds, as its four number l, elements 4l + c of registers 4g to 4g + 3. */
    private void withinFours() {
        for (int i = 0; i < set.lanes(); i += 2) {
            code.emit(VUNPCKLPS, other(i), one(i), one(i + 1));
            code.emit(VUNPCKHPS, other(i + 1), one(i), one(i + 1));
        }
        for (int i = 0; i < set.lanes(); i += FOUR) {
            code.emit(VPUNPCKLQDQ, one(i), other(i), other(i + 2));
            code.emit(VPUNPCKHQDQ, one(i + 1), other(i), other(i + 2));
            code.emit(VPUNPCKLQDQ, one(i + 2), other(i + 1), other(i + 3));
            code.emit(VPUNPCKHQDQ, one(i + 3), other(i + 1), other(i + 3));
        }
    }

    private void betweenTwoFours() {
        for (int c = 0; c < FOUR; c++) {
            code.emit(VPERM2F128, other(c), one(c), one(FOUR + c), LOWER);
            code.emit(VPERM2F128, one(FOUR + c), one(c), one(FOUR + c), UPPER);
            code.emit(VMOVUPS, one(c), other(c));
        }
    }

    private void betweenFourFours() {
        for (int c = 0; c < FOUR; c++) {
            code.emit(VSHUFF32X4, other(c), one(c), one(4 + c), EVEN);
            code.emit(VSHUFF32X4, other(4 + c), one(c), one(4 + c), ODD);
            code.emit(VSHUFF32X4, other(8 + c), one(8 + c), one(12 + c), EVEN);
            code.emit(VSHUFF32X4, other(12 + c), one(8 + c), one(12 + c), ODD);
        }
        for (int c = 0; c < FOUR; c++) {
            code.emit(VSHUFF32X4, one(c), other(c), other(8 + c), EVEN);
            code.emit(VSHUFF32X4, one(8 + c), other(c), other(8 + c), ODD);
            code.emit(VSHUFF32X4, one(4 + c), other(4 + c), other(12 + c), EVEN);
            code.emit(VSHUFF32X4, one(12 + c), other(4 + c), other(12 + c), ODD);
        }
    }

    private Vector one(int i) {
        return set.vector(i);
    }

    private Vector other(int i) {
        return set.vector(set.lanes() + i);
    }
}
