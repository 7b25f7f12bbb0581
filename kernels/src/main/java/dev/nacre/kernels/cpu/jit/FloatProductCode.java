package dev.nacre.kernels.cpu.jit;

import java.util.List;

/**
 * Emits a whole product in float32: for each panel of columns, for each tile of rows, {@link FloatTile}. Arguments:
 * left factor, right factor, result, number of rows, bias, residual.
 *
 * <p>A panel of the right factor (depth × 48 floats or fewer, 16 with AVX2) stays in the first-level cache while the
 * rows pass by.
 */
final class FloatProductCode {
    private static final CodeCache<FloatProductShape, EmittedCode> CODES =
            new CodeCache<>(shape -> new FloatProductCode(shape).emit());
    private static final CallingConvention CALL = CallingConvention.SYSTEM_V;
    /** Rows of a tile whose factors lie 4 KiB apart, in one set of the first-level cache: fewer than its ways. */
    private static final int ROWS_IN_ONE_SET = 9;
    private static final long ALIASING_BYTES = 4096;

    private final FloatProductShape shape;
    private final Assembler code = new Assembler();
    private final LaneMasks masks;
    private final Gpr left = CALL.argument(0);
    private final Gpr right = CALL.argument(1);
    private final Gpr result = CALL.argument(2);
    private final Gpr rows = CALL.argument(3);
    private final Gpr bias = CALL.argument(4);
    private final Gpr residual = CALL.argument(5);
    private final Gpr panels = Gpr.RBX;
    private final Gpr rowsLeft = Gpr.R12;
    private final Gpr leftRow = Gpr.R10;
    private final Gpr residualRow = Gpr.R15;
    /** The tile's own; the residual's pointer may stay where it is. */
    private final FloatTile.Pointers tile = new FloatTile.Pointers(Gpr.R13, Gpr.R14, Gpr.R11, bias, residualRow,
            Gpr.RAX, Gpr.RBP);

    private FloatProductCode(FloatProductShape shape) {
        this.shape = shape;
        this.masks = new LaneMasks(code, shape.set());
    }

    /** The code for a shape, emitted when first asked for. */
    static EmittedCode of(FloatProductShape shape) {
        return CODES.get(shape);
    }

    private EmittedCode emit() {
        List<Gpr> saved = List.of(Gpr.RBX, Gpr.RBP, Gpr.R12, Gpr.R13, Gpr.R14, Gpr.R15);
        code.save(saved);
        if (!shape.epilogue().residual()) {
            code.move(residualRow, residual);
        }
        var widths = new PanelWidths(shape.set(), shape.columns());
        var groups = widths.groups();
        for (int i = 0; i < groups.length; i++) {
            boolean masked = i == groups.length - 1 && widths.ragged();
            panels(groups[i], masked, widths.lastLanes());
        }
        if (shape.result() == FloatProductShape.Result.PAST_CACHES) {
            code.endStoresPastCaches();
        }
        code.restore(saved);
        code.endVectors();
        code.returnToCaller();
        masks.end();
        return EmittedCode.of(code);
    }

    private void panels(PanelWidths.Group group, boolean masked, int lastLanes) {
        long panelBytes = (long) group.vectors() * shape.set().bytes();
        code.move(panels, group.count());
        code.loop(panels, () -> {
            if (masked) {
                setMask(lastLanes);
            }
            code.move(leftRow, left);
            code.move(tile.result(), result);
            if (shape.epilogue().residual()) {
                code.move(residualRow, residual);
            }
            code.move(rowsLeft, rows);
            int most = mostRows(group.vectors());
            for (int count = most; count >= 1; count = count == most ? (most + 1) / 2 : count / 2) {
                rows(new FloatTile(shape, count, group.vectors(), masked ? masks : null));
            }
            code.add(right, shape.packed() ? panelBytes * shape.depth() : panelBytes);
            code.add(result, panelBytes);
            if (shape.epilogue().bias()) {
                code.add(bias, panelBytes);
            }
            if (shape.epilogue().residual()) {
                code.add(residual, panelBytes);
            }
        });
    }

    private int mostRows(int vectors) {
        int most = FloatTile.mostRows(shape.set(), vectors);
        return shape.leftRowStride() * Float.BYTES % ALIASING_BYTES == 0 ? Math.min(most, ROWS_IN_ONE_SET) : most;
    }

    /** All lanes, but for the last panel of its group. */
    private void setMask(int lastLanes) {
        var set = new Label();
        masks.set(FloatTile.MASK, shape.set().lanes(), Gpr.RAX);
        code.compare(panels, 1);
        code.jump(Condition.NOT_EQUAL, set);
        masks.set(FloatTile.MASK, lastLanes, Gpr.RAX);
        code.bind(set);
    }

    /** How often a tile's loop goes round in a product of so many rows. */
    static long rounds(FloatProductShape shape, long rows) {
        long rounds = 0;
        for (var group : new PanelWidths(shape.set(), shape.columns()).groups()) {
            rounds += group.count() * Math.ceilDiv(rows, FloatTile.mostRows(shape.set(), group.vectors()));
        }
        return rounds * (shape.depth() / FloatTile.UNROLLED);
    }

    /** Tiles while there are rows enough. */
    private void rows(FloatTile kind) {
        var again = new Label();
        var end = new Label();
        code.compare(rowsLeft, kind.rows());
        code.jump(Condition.LESS, end);
        code.bind(again);
        code.move(tile.left(), leftRow);
        code.move(tile.right(), right);
        kind.emit(code, tile);
        code.add(leftRow, kind.rows() * shape.leftRowStride() * Float.BYTES);
        code.add(tile.result(), kind.rows() * shape.resultStride() * Float.BYTES);
        code.add(residualRow, kind.rows() * shape.epilogue().residualStride() * Float.BYTES);
        code.subtract(rowsLeft, kind.rows());
        code.compare(rowsLeft, kind.rows());
        code.jump(Condition.GREATER_OR_EQUAL, again);
        code.bind(end);
    }
}
