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
    private final Gpr to = Gpr.R11;
    /** Where the next step of the last panel goes, which may be narrower than the others. */
    private final Gpr lastPanel = Gpr.R9;

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
        loader.prepare(kind.transposed ? kind.depth % PairPanels.STEP : kind.columns % PairPanels.TILE);
        // Along the rows of the source, so that memory is read in the order in which it lies.
        if (kind.transposed) {
            panels(() -> steps(PairPanels.STEP), () -> steps(panels.lastColumns()));
        } else {
            code.address(lastPanel, Address.at(target, 2L * panels.wholePanels() * panels.steps()
                    * PairPanels.TILE_BYTES));
            steps(() -> row(PairPanels.STEP), () -> row(kind.depth % PairPanels.STEP));
        }
        code.restore(saved);
        code.endVectors();
        code.returnToCaller();
        return EmittedCode.of(code);
    }

    /** All panels: the whole ones, and the last. */
    private void panels(Runnable whole, Runnable last) {
        if (panels.wholePanels() > 0) {
            code.move(panelsLeft, panels.wholePanels());
            code.loop(panelsLeft, whole);
        }
        if (panels.lastTiles() > 0) {
            last.run();
        }
    }

    /** All steps: the whole ones, and the last. */
    private void steps(Runnable whole, Runnable last) {
        if (kind.depth >= PairPanels.STEP) {
            code.move(stepsLeft, kind.depth / PairPanels.STEP);
            code.loop(stepsLeft, whole);
        }
        if (kind.depth % PairPanels.STEP > 0) {
            last.run();
        }
    }

    /** One panel of a transposed source: some rows, over the whole depth. */
    private void steps(int columns) {
        code.move(from, source);
        steps(() -> {
            turn(columns, PairPanels.STEP);
            code.add(from, (long) PairPanels.STEP * loader.elementBytes());
        }, () -> turn(columns, kind.depth % PairPanels.STEP));
        code.add(source, kind.stride * PairPanels.STEP * loader.elementBytes());
    }

    private void turn(int columns, int depths) {
        for (int first = 0; first < columns; first += PairPanels.TILE) {
            loader.rows(Address.at(from, first * kind.stride * loader.elementBytes()),
                    Math.min(PairPanels.TILE, columns - first), depths);
            Transposition.emit(code, InstructionSet.AVX512);
            storeTile(target, 0);
            code.add(target, PairPanels.TILE_BYTES);
        }
    }

    /** One step of all panels: some rows of the source. */
    private void row(int depths) {
        long panelBytes = 2L * panels.steps() * PairPanels.TILE_BYTES;
        code.move(from, source);
        code.move(to, target);
        panels(() -> {
            interleave(PairPanels.STEP, depths);
            code.add(from, (long) PairPanels.STEP * loader.elementBytes());
            code.add(to, panelBytes);
        }, () -> {
            code.move(to, lastPanel);
            interleave(panels.lastColumns(), depths);
        });
        code.add(source, PairPanels.STEP * kind.stride * loader.elementBytes());
        code.add(target, 2L * PairPanels.TILE_BYTES);
        code.add(lastPanel, (long) panels.lastTiles() * PairPanels.TILE_BYTES);
    }

    private void interleave(int columns, int depths) {
        loader.askAhead(from, PairPanels.STEP, columns);
        for (int first = 0; first < columns; first += PairPanels.TILE) {
            loader.pairs(Address.at(from, (long) first * loader.elementBytes()), depths,
                    Math.min(PairPanels.TILE, columns - first));
            storeTile(to, (long) first / PairPanels.TILE * PairPanels.TILE_BYTES);
        }
    }

    private void storeTile(Gpr base, long offset) {
        for (int i = 0; i < PairPanels.TILE; i++) {
            code.emit(VMOVUPS_STORE, Address.at(base, offset + (long) i * VECTOR_BYTES), Vector.zmm(i));
        }
    }
}
