package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS_STORE;

/** Emits the copy of rows of 32-bit elements from one distance to another. Arguments: source, target, rows. */
final class BlockCopier {
    /** @param columns elements of a row; strides in elements */
    record Kind(int columns, long sourceStride, long targetStride) {
    }

    private static final CodeCache<Kind, EmittedCode> CODES = new CodeCache<>(BlockCopier::emit);
    private static final CallingConvention CALL = CallingConvention.SYSTEM_V;
    private static final int LANES = 16;
    private static final int VECTOR_BYTES = 64;
    private static final int UNROLLED = 4;
    private static final int MASK = 1;

    private BlockCopier() {
    }

    /** The code for a kind of copy, emitted when first asked for. */
    static EmittedCode of(Kind kind) {
        return CODES.get(kind);
    }

    private static EmittedCode emit(Kind kind) {
        var code = new Assembler();
        var source = CALL.argument(0);
        var target = CALL.argument(1);
        var rows = CALL.argument(2);
        var counter = Gpr.RAX;
        var from = Gpr.R10;
        var to = Gpr.R11;
        var end = new Label();
        code.move(counter, (1L << kind.columns % LANES) - 1);
        code.mask(MASK, counter);
        code.compare(rows, 0);
        code.jump(Condition.EQUAL, end);
        int rounds = kind.columns / LANES / UNROLLED;
        int rest = kind.columns / LANES % UNROLLED;
        code.loop(rows, () -> {
            code.move(from, source);
            code.move(to, target);
            if (rounds > 0) {
                code.move(counter, rounds);
                code.loop(counter, () -> copy(code, from, to, UNROLLED, false));
            }
            copy(code, from, to, rest, kind.columns % LANES != 0);
            code.add(source, kind.sourceStride * Float.BYTES);
            code.add(target, kind.targetStride * Float.BYTES);
        });
        code.bind(end);
        code.endVectors();
        code.returnToCaller();
        return EmittedCode.of(code);
    }

    private static void copy(Assembler code, Gpr from, Gpr to, int vectors, boolean ragged) {
        for (int v = 0; v < vectors + (ragged ? 1 : 0); v++) {
            code.emit(VMOVUPS, Vector.zmm(v), Address.at(from, (long) v * VECTOR_BYTES),
                    v < vectors ? Masking.NONE : Masking.zero(MASK));
        }
        for (int v = 0; v < vectors + (ragged ? 1 : 0); v++) {
            code.emit(VMOVUPS_STORE, Address.at(to, (long) v * VECTOR_BYTES), Vector.zmm(v),
                    v < vectors ? Masking.NONE : Masking.merge(MASK));
        }
        code.add(from, (long) vectors * VECTOR_BYTES);
        code.add(to, (long) vectors * VECTOR_BYTES);
    }
}
