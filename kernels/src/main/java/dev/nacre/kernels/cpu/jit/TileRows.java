package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VCVTNE2PS2BF16;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVDQU16;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS_STORE;

/**
 * Emits the copy of rows of a left factor into tiles: for each sixteen rows, a tile for each 32 depths, 64 bytes of
 * bfloat16 from each row; zeros behind the last depth. Floats are rounded.
 *
 * @param depth  elements of a row
 * @param stride from a row to the next, in elements
 */
record TileRows(int depth, long stride, boolean floats) {
    private static final int VECTOR_BYTES = 64;
    private static final int HALF_STEP = 16;
    /** Masks: the last step's depths, and those of its second half; sixteen floats look at the low sixteen bits. */
    private static final int DEPTH_MASK = 3;
    private static final int SECOND_HALF_MASK = 4;

    /** Registers of the copy, all of which change. */
    record Pointers(Gpr from, Gpr to, Gpr rows, Gpr inTile, Gpr inRow) {
    }

    /** Bytes of the tiles of so many rows. */
    static long bytes(long rows, int depth) {
        return Math.ceilDiv(rows, PairPanels.TILE) * Math.ceilDiv(depth, PairPanels.STEP) * PairPanels.TILE_BYTES;
    }

    /** Sets mask registers 3 and 4, which the copy needs; changes RAX. */
    void setMasks(Assembler code) {
        int last = depth % PairPanels.STEP;
        code.move(Gpr.RAX, (1L << last) - 1);
        code.wideMask(DEPTH_MASK, Gpr.RAX);
        code.move(Gpr.RAX, (1L << Math.max(last - HALF_STEP, 0)) - 1);
        code.wideMask(SECOND_HALF_MASK, Gpr.RAX);
    }

    private int elementBytes() {
        return floats ? Float.BYTES : Short.BYTES;
    }

    /** The copy of at least one row. */
    void emit(Assembler code, Pointers at) {
        int whole = depth / PairPanels.STEP;
        long steps = Math.ceilDiv(depth, PairPanels.STEP);
        code.move(at.inTile, PairPanels.TILE);
        code.loop(at.rows, () -> {
            if (whole > 0) {
                code.move(at.inRow, whole);
                code.loop(at.inRow, () -> {
                    step(code, at, false);
                    code.add(at.from, (long) PairPanels.STEP * elementBytes());
                    code.add(at.to, PairPanels.TILE_BYTES);
                });
            }
            if (steps > whole) {
                step(code, at, true);
            }
            code.add(at.from, (stride - (long) whole * PairPanels.STEP) * elementBytes());
            code.add(at.to, VECTOR_BYTES - (long) whole * PairPanels.TILE_BYTES);
            var same = new Label();
            code.subtract(at.inTile, 1);
            code.jump(Condition.NOT_EQUAL, same);
            code.move(at.inTile, PairPanels.TILE);
            code.add(at.to, (steps - 1) * PairPanels.TILE_BYTES);
            code.bind(same);
        });
    }

    private void step(Assembler code, Pointers at, boolean last) {
        var both = Vector.zmm(0);
        if (floats) {
            code.emit(VMOVUPS, Vector.zmm(1), Address.at(at.from, 0),
                    last ? Masking.zero(DEPTH_MASK) : Masking.NONE);
            code.emit(VMOVUPS, Vector.zmm(2), Address.at(at.from, VECTOR_BYTES),
                    last ? Masking.zero(SECOND_HALF_MASK) : Masking.NONE);
            code.emit(VCVTNE2PS2BF16, both, Vector.zmm(2), Vector.zmm(1));
        } else {
            code.emit(VMOVDQU16, both, Address.at(at.from, 0), last ? Masking.zero(DEPTH_MASK) : Masking.NONE);
        }
        code.emit(VMOVUPS_STORE, Address.at(at.to, 0), both);
    }
}
