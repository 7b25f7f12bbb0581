package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VCVTNE2PS2BF16;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVDQU16;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VPERMW;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VPMOVZXWD;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VPORD;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VPSLLD;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Emits loads of bfloat16 as sixteen registers (zmm0 to zmm15) of sixteen pairs, from rows of bfloat16, or of floats,
 * which are rounded. What is not there becomes zero, and is not read.
 */
final class PairLoader {
    private static final int REGISTERS = 16;
    private static final int HALF_STEP = 16;
    private static final int VECTOR_BYTES = 64;
    /** Masks for fewer elements than a whole row of registers has, and for the second half of them. */
    private static final int MASK = 1;
    private static final int SECOND_HALF_MASK = 2;
    /** Words 0, 16, 1, 17 and so on: two registers' halves become pairs. */
    private static final Vector INTERLEAVING = Vector.zmm(31);
    private static final MemorySegment INTERLEAVED = interleaved();

    private final Assembler code;
    private final boolean floats;
    private final long stride;

    PairLoader(Assembler code, boolean floats, long stride) {
        this.code = code;
        this.floats = floats;
        this.stride = stride;
    }

    private static MemorySegment interleaved() {
        var words = Arena.global().allocate(VECTOR_BYTES, VECTOR_BYTES);
        for (int i = 0; i < 2 * REGISTERS; i++) {
            words.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (i % 2 * REGISTERS + i / 2));
        }
        return words;
    }

    int elementBytes() {
        return floats ? Float.BYTES : Short.BYTES;
    }

    /** Sets the masks for the last elements of rows; changes RAX. */
    void prepare(int lastElements) {
        code.move(Gpr.RAX, (1L << lastElements) - 1);
        code.wideMask(MASK, Gpr.RAX);
        code.move(Gpr.RAX, (1L << Math.max(0, lastElements - HALF_STEP)) - 1);
        code.wideMask(SECOND_HALF_MASK, Gpr.RAX);
    }

    /** Register i: 32 consecutive elements of row i; {@code count} rows, of which {@code elements} are there. */
    void rows(Address first, int count, int elements) {
        var masking = elements < PairPanels.STEP ? Masking.zero(MASK) : Masking.NONE;
        for (int i = 0; i < REGISTERS; i++) {
            var register = Vector.zmm(i);
            var row = first.plus(i * stride * elementBytes());
            if (i >= count) {
                code.zero(register);
            } else if (floats) {
                var second = Vector.zmm(REGISTERS);
                code.emit(VMOVUPS, register, row, masking);
                code.emit(VMOVUPS, second, row.plus(VECTOR_BYTES),
                        elements < PairPanels.STEP ? Masking.zero(SECOND_HALF_MASK) : Masking.NONE);
                code.emit(VCVTNE2PS2BF16, register, second, register);
            } else {
                code.emit(VMOVDQU16, register, row, masking);
            }
        }
    }

    /**
     * Register i: elements of row 2i, each beside the one below it; {@code count} rows, the first {@code elements} of
     * sixteen.
     */
    void pairs(Address first, int count, int elements) {
        var masking = elements < REGISTERS ? Masking.zero(MASK) : Masking.NONE;
        if (floats) {
            code.move(Gpr.RAX, INTERLEAVED.address());
            code.emit(VMOVUPS, INTERLEAVING, Address.at(Gpr.RAX, 0));
        }
        for (int i = 0; i < REGISTERS; i++) {
            var upper = Vector.zmm(i);
            var lower = Vector.zmm(REGISTERS);
            loadOne(upper, first, 2 * i, count, masking);
            if (2 * i >= count) {
                continue;
            }
            loadOne(lower, first, 2 * i + 1, count, masking);
            if (floats) {
                code.emit(VCVTNE2PS2BF16, upper, lower, upper);
                code.emit(VPERMW, upper, INTERLEAVING, upper);
            } else {
                code.emit(VPSLLD, lower, lower, Short.SIZE);
                code.emit(VPORD, upper, upper, lower);
            }
        }
    }

    /** Asks for the rows that follow the next {@code rows}, so many elements of each. */
    void askAhead(Gpr from, int rows, int elements) {
        for (int row = 0; row < rows; row++) {
            for (long at = 0; at < (long) elements * elementBytes(); at += VECTOR_BYTES) {
                code.prefetch(Address.at(from, (rows + row) * stride * elementBytes() + at), 1);
            }
        }
    }

    private void loadOne(Vector register, Address first, int row, int count, Masking masking) {
        if (row >= count) {
            code.zero(register);
        } else {
            code.emit(floats ? VMOVUPS : VPMOVZXWD, register, first.plus(row * stride * elementBytes()), masking);
        }
    }
}
