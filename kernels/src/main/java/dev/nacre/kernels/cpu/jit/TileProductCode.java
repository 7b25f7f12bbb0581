package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VADDPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VCVTNE2PS2BF16;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVDQU16_STORE;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS_STORE;

import java.util.List;

/**
 * Emits a whole product of bfloat16 in tiles (AMX): for each block of 32 rows, for each panel of 32 columns, two by two
 * tiles of sums. Arguments: left factor, right factor in {@link PairPanels}, result, number of rows, bias, residual,
 * scratch.
 *
 * <p>A block of the left factor stays in the first-level cache while the panels pass by. Sums go through scratch, from
 * where vectors take them into the epilogue.
 */
final class TileProductCode {
    private static final CodeCache<TileProductShape, EmittedCode> CODES =
            new CodeCache<>(shape -> new TileProductCode(shape).emit());
    private static final CallingConvention CALL = CallingConvention.SYSTEM_V;
    private static final int SCRATCH_ARGUMENT = 6;
    private static final int BLOCK_ROWS = 2 * PairPanels.TILE;
    /** In scratch: the number of rows of this block, the sums, the staged rows. */
    private static final int ROWS_AT = 0;
    private static final int SUMS_AT = 64;
    private static final int SUMS_ROW_BYTES = 128;
    private static final int STAGED_AT = SUMS_AT + BLOCK_ROWS * SUMS_ROW_BYTES;
    private static final int VECTOR_BYTES = 64;
    private static final int STEP_BYTES = PairPanels.STEP * Short.BYTES;
    private static final int LANES = 16;
    /** The last panel's columns, and those of its last vector of floats. */
    private static final int COLUMN_MASK = 1;
    private static final int LAST_VECTOR_MASK = 2;

    private final TileProductShape shape;
    private final PairPanels panels;
    private final Assembler code = new Assembler();
    private final Gpr left = CALL.argument(0);
    private final Gpr right = CALL.argument(1);
    private final Gpr result = CALL.argument(2);
    private final Gpr rows = CALL.argument(3);
    private final Gpr bias = CALL.argument(4);
    private final Gpr residual = CALL.argument(5);
    private final Gpr scratch = Gpr.RBP;
    private final Gpr panelsLeft = Gpr.RBX;
    /** What the next block of rows will read and write, asked for while this one computes. */
    private final Gpr leftAhead = Gpr.R12;
    private final Gpr resultAhead = Gpr.R13;
    private final Gpr counter = Gpr.RAX;

    private TileProductCode(TileProductShape shape) {
        this.shape = shape;
        this.panels = new PairPanels(shape.columns(), shape.depth());
    }

    /**
     * The code for a shape, emitted when first asked for.
     *
     * @throws IllegalStateException where tiles do not serve: running it would end the process
     */
    static EmittedCode of(TileProductShape shape) {
        // Asking is also what gets the system's permission.
        if (!MachineCode.hasTiles()) {
            throw new IllegalStateException("products of bfloat16 in tiles do not serve here: ask "
                    + "MachineCode.hasTiles() first");
        }
        return CODES.get(shape);
    }

    /** Bytes of scratch that the code for a shape needs. */
    static long scratchBytes(TileProductShape shape) {
        return STAGED_AT + TileRows.bytes(BLOCK_ROWS, shape.staged().depth());
    }

    private EmittedCode emit() {
        List<Gpr> saved = CALL.preserved();
        code.load(Gpr.RAX, CALL.onStack(SCRATCH_ARGUMENT));
        code.save(saved);
        code.move(scratch, Gpr.RAX);
        setMasks();
        var again = new Label();
        var small = new Label();
        var block = new Label();
        var end = new Label();
        code.move(counter, BLOCK_ROWS);
        configure();
        code.bind(again);
        code.move(counter, BLOCK_ROWS);
        code.compare(rows, BLOCK_ROWS);
        code.jump(Condition.GREATER_OR_EQUAL, block);
        code.compare(rows, 0);
        code.jump(Condition.EQUAL, end);
        code.move(counter, rows);
        configure();
        code.compare(rows, PairPanels.TILE);
        code.jump(Condition.LESS_OR_EQUAL, small);
        code.bind(block);
        block(2);
        code.subtract(rows, BLOCK_ROWS);
        code.jump(Condition.GREATER, again);
        code.jump(end);
        code.bind(small);
        block(1);
        code.bind(end);
        code.releaseTiles();
        code.restore(saved);
        code.endVectors();
        code.returnToCaller();
        return EmittedCode.of(code);
    }

    /** Tiles for as many rows as the counter says; the counter keeps its value. */
    private void configure() {
        code.move(Gpr.R10, TileConfigurations.address());
        code.move(Gpr.R11, counter);
        code.shiftLeft(Gpr.R11, TileConfigurations.LOG2_BYTES);
        code.add(Gpr.R10, Gpr.R11);
        code.configureTiles(Address.at(Gpr.R10, 0));
    }

    private void setMasks() {
        shape.staged().setMasks(code);
        int columns = panels.lastColumns();
        setMask(COLUMN_MASK, columns);
        setMask(LAST_VECTOR_MASK, columns - (panels.lastTiles() - 1) * LANES);
    }

    private void setMask(int mask, int lanes) {
        code.move(Gpr.RAX, (1L << lanes) - 1);
        code.wideMask(mask, Gpr.RAX);
    }

    /** A block of rows, as many as the counter says, in one or two tiles; moves the pointers to the next. */
    private void block(int rowTiles) {
        code.store(Address.at(scratch, ROWS_AT), counter);
        if (shape.staged().depth() > 0) {
            stage();
        }
        code.address(leftAhead, Address.at(left, leftRowBytes() * BLOCK_ROWS));
        if (panels.wholePanels() > 0) {
            code.move(panelsLeft, panels.wholePanels());
            code.loop(panelsLeft, () -> panel(rowTiles, 2, PairPanels.STEP));
        }
        if (panels.lastTiles() > 0) {
            panel(rowTiles, panels.lastTiles(), panels.lastColumns());
        }
        long passed = (long) panels.wholePanels() * PairPanels.STEP;
        code.subtract(right, panels.bytes());
        code.subtract(bias, passed * Float.BYTES);
        code.add(left, leftRowBytes() * BLOCK_ROWS);
        code.add(result, BLOCK_ROWS * shape.resultStride() * resultBytes() - passed * resultBytes());
        code.add(residual, BLOCK_ROWS * shape.epilogue().residualStride() * Float.BYTES - passed * Float.BYTES);
    }

    private int resultBytes() {
        return shape.resultFloats() ? Float.BYTES : Short.BYTES;
    }

    /** Bytes from a row of the left factor to the next; of tiles, their share. */
    private long leftRowBytes() {
        return switch (shape.left()) {
            case FLOATS -> shape.leftStride() * Float.BYTES;
            case HALVES -> shape.leftStride() * Short.BYTES;
            case PACKED -> (long) shape.directSteps() * VECTOR_BYTES;
        };
    }

    /** Copies the depths that tiles cannot read in place. */
    private void stage() {
        var from = Gpr.R10;
        var to = Gpr.R11;
        int elementBytes = shape.left() == TileProductShape.Left.FLOATS ? Float.BYTES : Short.BYTES;
        code.address(from, Address.at(left, (long) shape.directSteps() * PairPanels.STEP * elementBytes));
        code.address(to, Address.at(scratch, STAGED_AT));
        shape.staged().emit(code, new TileRows.Pointers(from, to, counter, Gpr.R12, Gpr.R13));
    }

    /** One panel for one block of rows; moves the panel's pointers to the next. */
    private void panel(int rowTiles, int columnTiles, int columns) {
        for (int row = 0; row < rowTiles; row++) {
            for (int column = 0; column < columnTiles; column++) {
                code.zeroTile(sums(row, column));
            }
        }
        code.move(Gpr.R15, VECTOR_BYTES);
        code.address(resultAhead, Address.at(result, BLOCK_ROWS * resultRowBytes()));
        if (shape.directSteps() > 0) {
            code.move(Gpr.R10, left);
            if (shape.left() == TileProductShape.Left.PACKED) {
                packedSteps(shape.directSteps(), rowTiles, columnTiles);
            } else {
                long rowBytes = shape.leftStride() * Short.BYTES;
                steps(shape.directSteps(), rowBytes, STEP_BYTES, PairPanels.TILE * rowBytes, rowTiles, columnTiles);
            }
        }
        if (shape.staged().depth() > 0) {
            code.address(Gpr.R10, Address.at(scratch, STAGED_AT));
            packedSteps(Math.ceilDiv(shape.staged().depth(), PairPanels.STEP), rowTiles, columnTiles);
        }
        if (shape.left() != TileProductShape.Left.PACKED) {
            code.add(leftAhead, rowsAhead() * leftRowBytes() - panels.steps() * stepAheadBytes());
        }
        code.move(counter, SUMS_ROW_BYTES);
        for (int row = 0; row < rowTiles; row++) {
            for (int column = 0; column < columnTiles; column++) {
                code.storeTile(Address.at(scratch, counter, 1, SUMS_AT + (long) row * PairPanels.TILE * SUMS_ROW_BYTES
                        + (long) column * VECTOR_BYTES), sums(row, column));
            }
        }
        finish(columnTiles, columns);
        if (columns == PairPanels.STEP) {
            code.add(result, (long) columns * resultBytes());
            code.add(residual, (long) columns * Float.BYTES);
            code.add(bias, (long) columns * Float.BYTES);
        }
    }

    private void packedSteps(int count, int rowTiles, int columnTiles) {
        steps(count, VECTOR_BYTES, PairPanels.TILE_BYTES, (long) count * PairPanels.TILE_BYTES, rowTiles, columnTiles);
    }

    /** Multiplies over some steps; the left factor's rows, steps and tiles of rows are so many bytes apart. */
    private void steps(int count, long rowBytes, long stepBytes, long tileBytes, int rowTiles, int columnTiles) {
        code.move(Gpr.R11, rowBytes);
        code.move(counter, count);
        code.loop(counter, () -> {
            if (shape.far()) {
                askAhead(columnTiles);
            }
            for (int row = 0; row < rowTiles; row++) {
                code.loadTile(4 + row, Address.at(Gpr.R10, Gpr.R11, 1, row * tileBytes));
                for (int column = 0; column < columnTiles; column++) {
                    if (row == 0) {
                        code.loadTile(6 + column, Address.at(right, Gpr.R15, 1,
                                (long) column * PairPanels.TILE_BYTES));
                    }
                    code.multiplyTiles(sums(row, column), 4 + row, 6 + column);
                }
            }
            code.add(Gpr.R10, stepBytes);
            code.add(right, (long) columnTiles * PairPanels.TILE_BYTES);
        });
    }

    /** Rows of the next block of the left factor that each panel asks for. */
    private int rowsAhead() {
        return Math.ceilDiv(BLOCK_ROWS, panels.wholePanels() + Math.min(1, panels.lastTiles()));
    }

    private long stepAheadBytes() {
        return shape.left() == TileProductShape.Left.FLOATS ? 2L * STEP_BYTES : STEP_BYTES;
    }

    private long resultRowBytes() {
        return shape.resultStride() * resultBytes();
    }

    /** One step's share of the next block: of the left factor, and of this panel of the result. */
    private void askAhead(int columnTiles) {
        boolean packed = shape.left() == TileProductShape.Left.PACKED;
        for (int row = 0; row < rowsAhead(); row++) {
            for (long at = 0; at < stepAheadBytes(); at += VECTOR_BYTES) {
                code.prefetch(Address.at(leftAhead, row * (packed ? VECTOR_BYTES : leftRowBytes()) + at), 1);
            }
        }
        code.add(leftAhead, packed ? (long) rowsAhead() * VECTOR_BYTES : stepAheadBytes());
        int resultRows = Math.ceilDiv(BLOCK_ROWS, panels.steps());
        int resultLines = shape.resultFloats() ? columnTiles : 1;
        for (int row = 0; row < resultRows; row++) {
            for (int line = 0; line < resultLines; line++) {
                code.prefetchForWriting(Address.at(resultAhead, row * resultRowBytes() + (long) line * VECTOR_BYTES));
            }
        }
        code.add(resultAhead, resultRows * resultRowBytes());
    }

    private static int sums(int row, int column) {
        return 2 * row + column;
    }

    /** Takes the sums from scratch, row by row, through the epilogue to the result. */
    private void finish(int columnTiles, int columns) {
        var epilogue = shape.epilogue();
        var from = Gpr.R10;
        var to = Gpr.R11;
        var residualRow = Gpr.R15;
        code.load(counter, Address.at(scratch, ROWS_AT));
        code.address(from, Address.at(scratch, SUMS_AT));
        code.move(to, result);
        code.move(residualRow, residual);
        code.loop(counter, () -> {
            for (int v = 0; v < columnTiles; v++) {
                var sum = Vector.zmm(v);
                var lanes = columns - v * LANES < LANES ? Masking.merge(LAST_VECTOR_MASK) : Masking.NONE;
                code.emit(VMOVUPS, sum, Address.at(from, v * VECTOR_BYTES));
                if (epilogue.accumulate()) {
                    code.emit(VADDPS, sum, sum, Address.at(to, v * VECTOR_BYTES), lanes);
                }
                if (epilogue.bias()) {
                    code.emit(VADDPS, sum, sum, Address.at(bias, v * VECTOR_BYTES), lanes);
                }
                if (epilogue.residual()) {
                    code.emit(VADDPS, sum, sum, Address.at(residualRow, v * VECTOR_BYTES), lanes);
                }
                if (shape.resultFloats()) {
                    code.emit(VMOVUPS_STORE, Address.at(to, v * VECTOR_BYTES), sum, lanes);
                }
            }
            if (!shape.resultFloats()) {
                code.emit(VCVTNE2PS2BF16, Vector.zmm(0), Vector.zmm(columnTiles - 1), Vector.zmm(0));
                code.emit(VMOVDQU16_STORE, Address.at(to, 0), Vector.zmm(0),
                        columns == PairPanels.STEP ? Masking.NONE : Masking.merge(COLUMN_MASK));
            }
            code.add(from, SUMS_ROW_BYTES);
            code.add(to, shape.resultStride() * resultBytes());
            code.add(residualRow, epilogue.residualStride() * Float.BYTES);
        });
    }
}
