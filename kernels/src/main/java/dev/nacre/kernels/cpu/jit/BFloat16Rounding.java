package dev.nacre.kernels.cpu.jit;

/**
 * Floats to bfloat16 in the low half of a register: to the nearest, ties to even; NaN stays NaN; what is below the
 * normal numbers becomes 0 with its sign. One instruction where the processor has it, the same bits by whole numbers
 * elsewhere.
 */
final class BFloat16Rounding {
    private static final int MASK = 2;
    private static final int NOT_ORDERED = 3;
    private static final int LESS = 1;

    private final Assembler assembler;
    private final RowRegisters registers;
    private final RowEvaluator constants;
    private final boolean hasInstruction;

    BFloat16Rounding(Assembler assembler, RowRegisters registers, RowEvaluator constants, boolean hasInstruction) {
        this.assembler = assembler;
        this.registers = registers;
        this.constants = constants;
        this.hasInstruction = hasInstruction;
    }

    /** The low 256 bits of {@code target} become sixteen bfloat16. */
    void round(Vector target, Vector source) {
        if (hasInstruction) {
            assembler.emit(VectorInstruction.VCVTNEPS2BF16, target.as(256), source);
            return;
        }
        var other = registers.take();
        // x + 0x7FFF + its lowest bit that stays.
        assembler.emit(VectorInstruction.VPSRLD, target, source, Short.SIZE);
        and(target, target, 1);
        assembler.emit(VectorInstruction.VPADDD, target, target, source);
        assembler.emit(VectorInstruction.VPADDD, target, target, constant(0x7FFF));
        // NaN: quiet, with its sign and what fits of its payload.
        assembler.emit(VectorInstruction.VPORD, other, source, constant(0x400000));
        assembler.compare(MASK, source, source, NOT_ORDERED);
        assembler.emit(VectorInstruction.VBLENDMPS, target, target, other, Masking.merge(MASK));
        // Subnormal numbers.
        var smallest = registers.take();
        and(other, source, Integer.MAX_VALUE);
        assembler.emit(VectorInstruction.VBROADCASTSS, smallest,
                constants.constant(Float.floatToRawIntBits(Float.MIN_NORMAL)));
        assembler.compare(MASK, other, smallest, LESS);
        and(other, source, Integer.MIN_VALUE);
        assembler.emit(VectorInstruction.VBLENDMPS, target, target, other, Masking.merge(MASK));
        assembler.emit(VectorInstruction.VPSRLD, target, target, Short.SIZE);
        assembler.emit(VectorInstruction.VPMOVDW, target.as(256), target);
        registers.giveBack(smallest);
        registers.giveBack(other);
    }

    private Address constant(int bits) {
        return constants.constant(bits).broadcasting();
    }

    private void and(Vector target, Vector source, int bits) {
        assembler.emit(VectorInstruction.VPANDD, target, source, constant(bits));
    }
}
