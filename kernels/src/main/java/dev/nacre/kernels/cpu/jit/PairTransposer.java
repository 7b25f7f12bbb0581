package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS_STORE;

import java.util.List;

/**
 * Emits the transposition of {@code [pixels, columns]}, bfloat16 or float32, which is rounded, to {@code [columns,
 * pixels]} of bfloat16, each row filled up with zeros to whole steps of 32: the left factor of a weight gradient.
 * Arguments: source, target.
 */
final class PairTransposer {
    /** @param stride from a row of the source to the next, in elements */
    record Kind(int pixels, int columns, long stride, boolean floats) {
        /** From a row of the target to the next, in elements: an odd number of lines. */
        long targetStride() {
            return (long) (Math.ceilDiv(pixels, PairPanels.STEP) | 1) * PairPanels.STEP;
        }
    }

    private static final CodeCache<Kind, EmittedCode> CODES = new CodeCache<>(kind -> new PairTransposer(kind).emit());
    private static final CallingConvention CALL = CallingConvention.SYSTEM_V;

    private final Kind kind;
    private final Assembler code = new Assembler();
    private final PairLoader loader;
    private final Gpr source = CALL.argument(0);
    private final Gpr target = CALL.argument(1);
    private final Gpr stripsLeft = Gpr.RBX;
    private final Gpr stepsLeft = Gpr.R12;
    private final Gpr from = Gpr.R10;
    private final Gpr to = Gpr.R11;

    private PairTransposer(Kind kind) {
        this.kind = kind;
        this.loader = new PairLoader(code, kind.floats, kind.stride);
    }

    /** The code for a factor, emitted when first asked for. */
    static EmittedCode of(Kind kind) {
        return CODES.get(kind);
    }

    private EmittedCode emit() {
        List<Gpr> saved = List.of(Gpr.RBX, Gpr.R12);
        code.save(saved);
        int last = kind.columns % PairPanels.TILE;
        loader.prepare(last);
        if (kind.columns >= PairPanels.TILE) {
            code.move(stripsLeft, kind.columns / PairPanels.TILE);
            code.loop(stripsLeft, () -> strip(PairPanels.TILE));
        }
        if (last > 0) {
            strip(last);
        }
        code.restore(saved);
        code.endVectors();
        code.returnToCaller();
        return EmittedCode.of(code);
    }

    private void strip(int columns) {
        code.move(from, source);
        code.move(to, target);
        if (kind.pixels >= PairPanels.STEP) {
            code.move(stepsLeft, kind.pixels / PairPanels.STEP);
            code.loop(stepsLeft, () -> {
                square(columns, PairPanels.STEP);
                code.add(from, PairPanels.STEP * kind.stride * loader.elementBytes());
                code.add(to, PairPanels.STEP * Short.BYTES);
            });
        }
        if (kind.pixels % PairPanels.STEP > 0) {
            square(columns, kind.pixels % PairPanels.STEP);
        }
        code.add(source, (long) PairPanels.TILE * loader.elementBytes());
        code.add(target, PairPanels.TILE * kind.targetStride() * Short.BYTES);
    }

    private void square(int columns, int pixels) {
        loader.pairs(Address.at(from, 0), pixels, columns);
        Transposition.emit(code);
        for (int i = 0; i < columns; i++) {
            code.emit(VMOVUPS_STORE, Address.at(to, i * kind.targetStride() * Short.BYTES), Vector.zmm(i));
        }
    }
}
