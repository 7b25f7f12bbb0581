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
     * @param set        the instructions of the code
     * @param stride     from a row of the source to the next, in elements
     * @param transposed whether the source is {@code [columns, depth]}
     */
    record Kind(InstructionSet set, int columns, int depth, long stride, boolean transposed) {
    }

    private static final CodeCache<Kind, EmittedCode> CODES = new CodeCache<>(kind -> new PanelPacker(kind).emit());
    private static final CallingConvention CALL = CallingConvention.SYSTEM_V;
    private static final int COLUMN_MASK = 1;
    private static final int DEPTH_MASK = 2;

    private final Kind kind;
    private final PanelWidths widths;
    private final int lanes;
    private final int vectorBytes;
    private final Assembler code = new Assembler();
    private final LaneMasks masks;
    private final Gpr source = CALL.argument(0);
    private final Gpr target = CALL.argument(1);
    private final Gpr panels = Gpr.RBX;
    private final Gpr from = Gpr.R10;
    private final Gpr to = Gpr.R11;
    private final Gpr counter = Gpr.RAX;
    private final Gpr vectorsLeft = Gpr.R12;

    private PanelPacker(Kind kind) {
        this.kind = kind;
        this.widths = new PanelWidths(kind.set, kind.columns);
        this.lanes = kind.set.lanes();
        this.vectorBytes = kind.set.bytes();
        this.masks = new LaneMasks(code, kind.set);
    }

    /** The code for a factor, emitted when first asked for. */
    static EmittedCode of(Kind kind) {
        return CODES.get(kind);
    }

    private EmittedCode emit() {
        List<Gpr> saved = List.of(Gpr.RBX, Gpr.R12);
        code.save(saved);
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
        masks.end();
        return EmittedCode.of(code);
    }

    private void copyPanel(int vectors, boolean ragged) {
        masks.set(COLUMN_MASK, lanes, counter);
        if (ragged) {
            var set = new Label();
            code.compare(panels, 1);
            code.jump(Condition.NOT_EQUAL, set);
            masks.set(COLUMN_MASK, widths.lastLanes(), counter);
            code.bind(set);
        }
        code.move(from, source);
        code.move(counter, kind.depth);
        code.loop(counter, () -> {
            for (int v = 0; v < vectors; v++) {
                var register = kind.set.vector(v);
                var place = Address.at(from, (long) v * vectorBytes);
                if (v == vectors - 1) {
                    masks.load(COLUMN_MASK, register, place);
                } else {
                    code.emit(VMOVUPS, register, place);
                }
                code.emit(VMOVUPS_STORE, Address.at(target, (long) v * vectorBytes), register);
                // The next panel's part of this row.
                code.prefetch(Address.at(from, (long) (vectors + v) * vectorBytes), 1);
            }
            code.add(from, kind.stride * Float.BYTES);
            code.add(target, vectors * vectorBytes);
        });
        code.add(source, vectors * vectorBytes);
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
            turnVector(vectors, lanes);
            if (ragged) {
                code.jump(done);
                code.bind(last);
                turnVector(vectors, widths.lastLanes());
                code.bind(done);
            }
            code.add(source, lanes * kind.stride * Float.BYTES);
            code.add(target, vectorBytes);
        });
        code.add(target, (kind.depth - 1L) * vectors * vectorBytes);
    }

    /** A vector of columns, fewer at the end, over the whole depth. */
    private void turnVector(int vectors, int columns) {
        if (kind.depth >= lanes) {
            code.move(counter, kind.depth / lanes);
            code.loop(counter, () -> {
                turnSquare(vectors, columns, lanes);
                code.add(from, vectorBytes);
                code.add(to, (long) lanes * vectors * vectorBytes);
            });
        }
        if (kind.depth % lanes != 0) {
            // Without registers of bits a transposition leaves no mask behind.
            masks.set(DEPTH_MASK, kind.depth % lanes, counter);
            turnSquare(vectors, columns, kind.depth % lanes);
        }
    }

    private void turnSquare(int vectors, int columns, int depth) {
        for (int column = 0; column < lanes; column++) {
            if (column < columns) {
                var place = Address.at(from, column * kind.stride * Float.BYTES);
                if (depth == lanes) {
                    code.emit(VMOVUPS, kind.set.vector(column), place);
                } else {
                    masks.load(DEPTH_MASK, kind.set.vector(column), place);
                }
            } else {
                code.zero(kind.set.vector(column));
            }
        }
        Transposition.emit(code, kind.set);
        for (int i = 0; i < depth; i++) {
            code.emit(VMOVUPS_STORE, Address.at(to, (long) i * vectors * vectorBytes), kind.set.vector(i));
        }
    }
}
