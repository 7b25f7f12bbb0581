package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS_STORE;

import java.util.List;

/**
 * Emits the transposition of {@code [pixels, columns]}, bfloat16 or float32, which is rounded, to {@link TileRows}: the
 * left factor {@code [columns, pixels]} of a weight gradient. Arguments: source, target.
 */
final class PairTransposer {
    /** @param stride from a row of the source to the next, in elements */
    record Kind(int pixels, int columns, long stride, boolean floats) {
    }

    private static final CodeCache<Kind, EmittedCode> CODES = new CodeCache<>(kind -> new PairTransposer(kind).emit());
    private static final CallingConvention CALL = CallingConvention.SYSTEM_V;
    private static final int VECTOR_BYTES = 64;

    private final Kind kind;
    private final Assembler code = new Assembler();
    private final PairLoader loader;
    private final Gpr source = CALL.argument(0);
    private final Gpr target = CALL.argument(1);
    private final Gpr tilesLeft = Gpr.RBX;
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
        loader.prepare(kind.columns % PairPanels.TILE);
        if (kind.pixels >= PairPanels.STEP) {
            code.move(stepsLeft, kind.pixels / PairPanels.STEP);
            code.loop(stepsLeft, () -> step(PairPanels.STEP));
        }
        if (kind.pixels % PairPanels.STEP > 0) {
            step(kind.pixels % PairPanels.STEP);
        }
        code.restore(saved);
        code.endVectors();
        code.returnToCaller();
        return EmittedCode.of(code);
    }

    /** Some rows of the source, a step of all rows of the target. */
    private void step(int pixels) {
        code.move(from, source);
        code.move(to, target);
        if (kind.columns >= PairPanels.TILE) {
            code.move(tilesLeft, kind.columns / PairPanels.TILE);
            code.loop(tilesLeft, () -> {
                tile(PairPanels.TILE, pixels);
                code.add(from, (long) PairPanels.TILE * loader.elementBytes());
                code.add(to, (long) Math.ceilDiv(kind.pixels, PairPanels.STEP) * PairPanels.TILE_BYTES);
            });
        }
        if (kind.columns % PairPanels.TILE > 0) {
            tile(kind.columns % PairPanels.TILE, pixels);
        }
        code.add(source, PairPanels.STEP * kind.stride * loader.elementBytes());
        code.add(target, PairPanels.TILE_BYTES);
    }

    private void tile(int columns, int pixels) {
        loader.askAhead(from, PairPanels.STEP, columns);
        loader.pairs(Address.at(from, 0), pixels, columns);
        Transposition.emit(code, InstructionSet.AVX512);
        for (int i = 0; i < columns; i++) {
            code.emit(VMOVUPS_STORE, Address.at(to, (long) i * VECTOR_BYTES), Vector.zmm(i));
        }
    }
}
