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

    private final InstructionSet set;
    private final Assembler assembler;
    private final Temporaries temporaries;
    private final ConstantPool constants;
    private final boolean hasInstruction;

    BFloat16Rounding(InstructionSet set, Assembler assembler, Temporaries temporaries, ConstantPool constants,
            boolean hasInstruction) {
        this.set = set;
        this.assembler = assembler;
        this.temporaries = temporaries;
        this.constants = constants;
        this.hasInstruction = hasInstruction;
    }

    /** The low half of {@code target}, another register, becomes a vector's lanes of bfloat16. */
    void round(Vector target, Vector source) {
        if (hasInstruction) {
            assembler.emit(VectorInstruction.VCVTNEPS2BF16, target.as(256), source);
            return;
        }
        var other = temporaries.take();
        // x + 0x7FFF + its lowest bit that stays.
        assembler.emit(VectorInstruction.VPSRLD, target, source, Short.SIZE);
        and(target, target, 1);
        assembler.emit(VectorInstruction.VPADDD, target, target, source);
        assembler.emit(VectorInstruction.VPADDD, target, target, constants.operand(0x7FFF));
        // NaN: quiet, with its sign and what fits of its payload.
        assembler.emit(VectorInstruction.VPORD, other, source, constants.operand(0x400000));
        var choice = temporaries.take();
        compare(choice, source, source, NOT_ORDERED);
        replace(target, other, choice);
        // Subnormal numbers.
        and(other, source, Integer.MAX_VALUE);
        assembler.emit(VectorInstruction.VBROADCASTSS, choice,
                constants.word(Float.floatToRawIntBits(Float.MIN_NORMAL)));
        compare(choice, other, choice, LESS);
        and(other, source, Integer.MIN_VALUE);
        replace(target, other, choice);
        assembler.emit(VectorInstruction.VPSRLD, target, target, Short.SIZE);
        narrow(target);
        temporaries.giveBack(choice);
        temporaries.giveBack(other);
    }

    /** Into the mask register, or into a vector. */
    private void compare(Vector choice, Vector first, Vector second, int condition) {
        if (set == InstructionSet.AVX512) {
            assembler.compare(MASK, first, second, condition);
        } else {
            assembler.compare(choice, first, second, condition);
        }
    }

    /** Takes {@code other} where the comparison was true. */
    private void replace(Vector target, Vector other, Vector choice) {
        if (set == InstructionSet.AVX512) {
            assembler.emit(VectorInstruction.VBLENDMPS, target, target, other, Masking.merge(MASK));
        } else {
            assembler.blend(target, target, other, choice);
        }
    }

    private void narrow(Vector target) {
        if (set == InstructionSet.AVX512) {
            assembler.emit(VectorInstruction.VPMOVDW, target.as(256), target);
        } else {
            assembler.emit(VectorInstruction.VPACKUSDW, target, target, target);
            assembler.emit(VectorInstruction.VPERMQ, target, target, 0b1000);
        }
    }

    private void and(Vector target, Vector source, int bits) {
        assembler.emit(VectorInstruction.VPANDD, target, source, constants.operand(bits));
    }
}
