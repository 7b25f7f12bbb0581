package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS_STORE;

import java.util.List;

/**
 * Emits the copy of a right factor {@code [depth, columns]} into {@link PanelWidths panels}: panel after panel, in each
 * one depth after the other, lanes behind the last column zero. Arguments: source, target.
 */
final class PanelPacker {
    /**
     * @param stride     from a row of the source to the next, in elements
     * @param transposed whether the source is {@code [columns, depth]}
     */
    record Kind(int columns, int depth, long stride, boolean transposed) {
    }

    private static final CodeCache<Kind, EmittedCode> CODES = new CodeCache<>(kind -> new PanelPacker(kind).emit());
    private static final CallingConvention CALL = CallingConvention.SYSTEM_V;
    private static final int LANES = PanelWidths.LANES;
    private static final int VECTOR_BYTES = 64;
    private static final int COLUMN_MASK = 1;
    private static final int DEPTH_MASK = 2;
    private static final int FULL_MASK = 0xFFFF;

    private final Kind kind;
    private final PanelWidths widths;
    private final Assembler code = new Assembler();
    private final Gpr source = CALL.argument(0);
    private final Gpr target = CALL.argument(1);
    private final Gpr panels = Gpr.RBX;
    private final Gpr from = Gpr.R10;
    private final Gpr to = Gpr.R11;
    private final Gpr counter = Gpr.RAX;
    private final Gpr vectorsLeft = Gpr.R12;

    private PanelPacker(Kind kind) {
        this.kind = kind;
        this.widths = new PanelWidths(kind.columns);
    }

    /** The code for a factor, emitted when first asked for. */
    static EmittedCode of(Kind kind) {
        return CODES.get(kind);
    }

    private EmittedCode emit() {
        List<Gpr> saved = List.of(Gpr.RBX, Gpr.R12);
        code.save(saved);
        code.move(counter, (1L << kind.depth % LANES) - 1);
        code.mask(DEPTH_MASK, counter);
        var groups = widths.groups();
        for (int i = 0; i < groups.length; i++) {
            var group = groups[i];
            boolean ragged = i == groups.length - 1 && widths.ragged();
            code.move(panels, group.count());
            code.loop(panels, () -> {
                if (kind.transposed) {
                    turnPanel(group.vectors(), ragged);
                } else {
                    copyPanel(group.vectors(), ragged);
                }
            });
        }
        code.restore(saved);
        code.endVectors();
        code.returnToCaller();
        return EmittedCode.of(code);
    }

    private void copyPanel(int vectors, boolean ragged) {
        code.move(counter, FULL_MASK);
        if (ragged) {
            var set = new Label();
            code.compare(panels, 1);
            code.jump(Condition.NOT_EQUAL, set);
            code.move(counter, widths.lastMask());
            code.bind(set);
        }
        code.mask(COLUMN_MASK, counter);
        code.move(from, source);
        code.move(counter, kind.depth);
        code.loop(counter, () -> {
            for (int v = 0; v < vectors; v++) {
                var register = Vector.zmm(v);
                code.emit(VMOVUPS, register, Address.at(from, v * VECTOR_BYTES),
                        v == vectors - 1 ? Masking.zero(COLUMN_MASK) : Masking.NONE);
                code.emit(VMOVUPS_STORE, Address.at(target, v * VECTOR_BYTES), register);
                // The next panel's part of this row.
                code.prefetch(Address.at(from, (long) (vectors + v) * VECTOR_BYTES), 1);
            }
            code.add(from, kind.stride * Float.BYTES);
            code.add(target, vectors * VECTOR_BYTES);
        });
        code.add(source, vectors * VECTOR_BYTES);
    }

    private void turnPanel(int vectors, boolean ragged) {
        code.move(vectorsLeft, vectors);
        code.loop(vectorsLeft, () -> {
            code.move(from, source);
            code.move(to, target);
            var last = new Label();
            var done = new Label();
            if (ragged) {
                // Both are 1 in the last vector of the last panel alone.
                code.address(counter, Address.at(panels, vectorsLeft, 1, 0));
                code.compare(counter, 2);
                code.jump(Condition.EQUAL, last);
            }
            turnVector(vectors, LANES);
            if (ragged) {
                code.jump(done);
                code.bind(last);
                turnVector(vectors, widths.lastLanes());
                code.bind(done);
            }
            code.add(source, LANES * kind.stride * Float.BYTES);
            code.add(target, VECTOR_BYTES);
        });
        code.add(target, (kind.depth - 1L) * vectors * VECTOR_BYTES);
    }

    /** Sixteen columns, fewer at the end, over the whole depth. */
    private void turnVector(int vectors, int columns) {
        if (kind.depth >= LANES) {
            code.move(counter, kind.depth / LANES);
            code.loop(counter, () -> {
                turnSquare(vectors, columns, LANES);
                code.add(from, VECTOR_BYTES);
                code.add(to, (long) LANES * vectors * VECTOR_BYTES);
            });
        }
        if (kind.depth % LANES != 0) {
            turnSquare(vectors, columns, kind.depth % LANES);
        }
    }

    private void turnSquare(int vectors, int columns, int depth) {
        for (int column = 0; column < LANES; column++) {
            if (column < columns) {
                code.emit(VMOVUPS, Vector.zmm(column), Address.at(from, column * kind.stride * Float.BYTES),
                        depth == LANES ? Masking.NONE : Masking.zero(DEPTH_MASK));
            } else {
                code.zero(Vector.zmm(column));
            }
        }
        Transposition.emit(code);
        for (int i = 0; i < depth; i++) {
            code.emit(VMOVUPS_STORE, Address.at(to, (long) i * vectors * VECTOR_BYTES), Vector.zmm(i));
        }
    }
}
