package dev.nacre.kernels.cpu.jit;

import dev.nacre.core.DType;

/** Emits how vectors of channels come from memory and go there: float32 as it is, bfloat16 widened and rounded. */
final class RowMemory {
    /** The mask register with the lanes of the last channels. */
    static final int TAIL = 1;
    /** Bytes between what is at work and what is asked for, where rows stream: some 100 ns of work. */
    private static final long AHEAD = 2048;

    private final Assembler assembler;
    private final RowRegisters registers;
    private final BFloat16Rounding rounding;

    RowMemory(Assembler assembler, RowRegisters registers, RowEvaluator constants, boolean bfloat16Instructions) {
        this.assembler = assembler;
        this.registers = registers;
        this.rounding = new BFloat16Rounding(assembler, registers, constants, bfloat16Instructions);
    }

    /** @param masked whether only the last channels are read, the other lanes becoming 0 */
    void load(DType type, Vector target, Address place, boolean masked) {
        var masking = masked ? Masking.zero(TAIL) : Masking.NONE;
        if (type == DType.FLOAT32) {
            assembler.emit(VectorInstruction.VMOVUPS, target, place, masking);
        } else {
            assembler.emit(VectorInstruction.VPMOVZXWD, target, place, masking);
            assembler.emit(VectorInstruction.VPSLLD, target, target, Short.SIZE);
        }
    }

    /** Asks for what a stream will read. */
    void ask(Address place) {
        assembler.prefetch(place.plus(AHEAD), 0);
    }

    /** Asks for what a stream will write. */
    void askForWriting(Address place) {
        assembler.prefetchForWriting(place.plus(AHEAD));
    }

    /** A result's vector. @param masked whether only the last channels are written */
    void store(RowDefinition.Operand operand, Address place, Vector source, boolean masked) {
        if (operand.pastCaches()) {
            assembler.emit(VectorInstruction.VMOVNTPS, place, source);
        } else {
            store(operand.type(), place, source, masked);
        }
    }

    /** @param masked whether only the last channels are written */
    void store(DType type, Address place, Vector source, boolean masked) {
        var masking = masked ? Masking.merge(TAIL) : Masking.NONE;
        if (type == DType.FLOAT32) {
            assembler.emit(VectorInstruction.VMOVUPS_STORE, place, source, masking);
        } else {
            var half = registers.take();
            rounding.round(half, source);
            assembler.emit(VectorInstruction.VMOVDQU16_STORE, place, half.as(256), masking);
            registers.giveBack(half);
        }
    }
}
