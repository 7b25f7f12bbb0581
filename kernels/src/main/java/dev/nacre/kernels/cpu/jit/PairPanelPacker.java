package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS_STORE;

import java.util.List;

/**
 * Emits the copy of a right factor {@code [depth, columns]} of bfloat16 or float32, which is rounded, into
 * {@link PairPanels}. Arguments: source, target.
 */
final class PairPanelPacker {
    /**
     * @param stride     from a row of the source to the next, in elements
     * @param transposed whether the source is {@code [columns, depth]}
     */
    record Kind(int columns, int depth, long stride, boolean transposed, boolean floats) {
    }

    private static final CodeCache<Kind, EmittedCode> CODES =
            new CodeCache<>(kind -> new PairPanelPacker(kind).emit());
    private static final CallingConvention CALL = CallingConvention.SYSTEM_V;
    private static final int VECTOR_BYTES = 64;

    private final Kind kind;
    private final PairPanels panels;
    private final Assembler code = new Assembler();
    private final PairLoader loader;
    private final Gpr source = CALL.argument(0);
    private final Gpr target = CALL.argument(1);
    private final Gpr panelsLeft = Gpr.RBX;
    private final Gpr stepsLeft = Gpr.R12;
    private final Gpr from = Gpr.R10;

    private PairPanelPacker(Kind kind) {
        this.kind = kind;
        this.panels = new PairPanels(kind.columns, kind.depth);
        this.loader = new PairLoader(code, kind.floats, kind.stride);
    }

    /** The code for a factor, emitted when first asked for. */
    static EmittedCode of(Kind kind) {
        return CODES.get(kind);
    }

    private EmittedCode emit() {
        List<Gpr> saved = List.of(Gpr.RBX, Gpr.R12);
        code.save(saved);
        int lastColumns = kind.columns % PairPanels.TILE;
        int lastDepths = kind.depth % PairPanels.STEP;
        loader.prepare(kind.transposed ? lastDepths : lastColumns);
        if (panels.wholePanels() > 0) {
            code.move(panelsLeft, panels.wholePanels());
            code.loop(panelsLeft, () -> panel(PairPanels.STEP));
        }
        if (panels.lastTiles() > 0) {
            panel(panels.lastColumns());
        }
        code.restore(saved);
        code.endVectors();
        code.returnToCaller();
        return EmittedCode.of(code);
    }

    private void panel(int columns) {
        code.move(from, source);
        long stepElements = PairPanels.STEP * (kind.transposed ? 1 : kind.stride);
        if (kind.depth >= PairPanels.STEP) {
            code.move(stepsLeft, kind.depth / PairPanels.STEP);
            code.loop(stepsLeft, () -> {
                step(columns, PairPanels.STEP);
                code.add(from, stepElements * loader.elementBytes());
            });
        }
        if (kind.depth % PairPanels.STEP > 0) {
            step(columns, kind.depth % PairPanels.STEP);
        }
        code.add(source, (kind.transposed ? kind.stride : 1) * PairPanels.STEP * loader.elementBytes());
    }

    private void step(int columns, int depths) {
        for (int first = 0; first < columns; first += PairPanels.TILE) {
            int count = Math.min(PairPanels.TILE, columns - first);
            var tile = Address.at(from, first * (kind.transposed ? kind.stride : 1) * loader.elementBytes());
            if (kind.transposed) {
                loader.rows(tile, count, depths);
                Transposition.emit(code);
            } else {
                loader.pairs(tile, depths, count);
            }
            for (int i = 0; i < PairPanels.TILE; i++) {
                code.emit(VMOVUPS_STORE, Address.at(target, (long) i * VECTOR_BYTES), Vector.zmm(i));
            }
            code.add(target, PairPanels.TILE_BYTES);
        }
    }
}
