package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS_STORE;

/** Emits the copy of rows of 32-bit elements from one distance to another. Arguments: source, target, rows. */
final class BlockCopier {
    /**
     * @param set     the instructions of the code
     * @param columns elements of a row; strides in elements
     */
    record Kind(InstructionSet set, int columns, long sourceStride, long targetStride) {
    }

    private static final CodeCache<Kind, EmittedCode> CODES = new CodeCache<>(BlockCopier::emit);
    private static final CallingConvention CALL = CallingConvention.SYSTEM_V;
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
        var masks = new LaneMasks(code, kind.set);
        int lanes = kind.set.lanes();
        masks.set(MASK, kind.columns % lanes, counter);
        code.compare(rows, 0);
        code.jump(Condition.EQUAL, end);
        int rounds = kind.columns / lanes / UNROLLED;
        int rest = kind.columns / lanes % UNROLLED;
        code.loop(rows, () -> {
            code.move(from, source);
            code.move(to, target);
            if (rounds > 0) {
                code.move(counter, rounds);
                code.loop(counter, () -> copy(code, kind.set, from, to, UNROLLED));
            }
            copy(code, kind.set, from, to, rest);
            if (kind.columns % lanes != 0) {
                masks.load(MASK, kind.set.vector(0), Address.at(from, 0));
                masks.store(MASK, Address.at(to, 0), kind.set.vector(0));
            }
            code.add(source, kind.sourceStride * Float.BYTES);
            code.add(target, kind.targetStride * Float.BYTES);
        });
        code.bind(end);
        code.endVectors();
        code.returnToCaller();
        masks.end();
        return EmittedCode.of(code);
    }

    private static void copy(Assembler code, InstructionSet set, Gpr from, Gpr to, int vectors) {
        for (int v = 0; v < vectors; v++) {
            code.emit(VMOVUPS, set.vector(v), Address.at(from, (long) v * set.bytes()));
        }
        for (int v = 0; v < vectors; v++) {
            code.emit(VMOVUPS_STORE, Address.at(to, (long) v * set.bytes()), set.vector(v));
        }
        code.add(from, (long) vectors * set.bytes());
        code.add(to, (long) vectors * set.bytes());
    }
}
