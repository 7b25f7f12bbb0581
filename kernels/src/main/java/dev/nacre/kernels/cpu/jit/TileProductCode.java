package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VADDPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VCVTNE2PS2BF16;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVDQU16;
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
    /** The last step's depths, and those of its second half; sixteen floats look at the low sixteen bits. */
    private static final int DEPTH_MASK = 3;
    private static final int SECOND_HALF_MASK = 4;

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
    private final Gpr rightPanel = Gpr.R12;
    private final Gpr resultPanel = Gpr.R13;
    private final Gpr residualPanel = Gpr.R14;
    private final Gpr counter = Gpr.RAX;

    private TileProductCode(TileProductShape shape) {
        this.shape = shape;
        this.panels = new PairPanels(shape.columns(), shape.depth());
    }

    /** The code for a shape, emitted when first asked for. */
    static EmittedCode of(TileProductShape shape) {
        return CODES.get(shape);
    }

    /** Bytes of scratch that the code for a shape needs. */
    static long scratchBytes(TileProductShape shape) {
        return STAGED_AT + (long) BLOCK_ROWS * shape.stagedRowBytes();
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
        int depths = shape.depth() % PairPanels.STEP;
        int columns = panels.lastColumns();
        setMask(DEPTH_MASK, depths);
        setMask(SECOND_HALF_MASK, Math.max(depths - LANES, 0));
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
        if (shape.stagedSteps() > 0) {
            stage();
        }
        code.move(rightPanel, right);
        code.move(resultPanel, result);
        code.move(residualPanel, residual);
        if (panels.wholePanels() > 0) {
            code.move(panelsLeft, panels.wholePanels());
            code.loop(panelsLeft, () -> panel(rowTiles, 2, PairPanels.STEP));
        }
        if (panels.lastTiles() > 0) {
            panel(rowTiles, panels.lastTiles(), panels.lastColumns());
        }
        code.subtract(bias, (long) panels.wholePanels() * PairPanels.STEP * Float.BYTES);
        int leftBytes = shape.leftFloats() ? Float.BYTES : Short.BYTES;
        code.add(left, BLOCK_ROWS * shape.leftStride() * leftBytes);
        code.add(result, BLOCK_ROWS * shape.resultStride() * resultBytes());
        code.add(residual, BLOCK_ROWS * shape.epilogue().residualStride() * Float.BYTES);
    }

    private int resultBytes() {
        return shape.resultFloats() ? Float.BYTES : Short.BYTES;
    }

    /** Copies the depths that tiles cannot read in place, as bfloat16, with zeros behind the last. */
    private void stage() {
        int elementBytes = shape.leftFloats() ? Float.BYTES : Short.BYTES;
        int whole = shape.depth() / PairPanels.STEP - shape.directSteps();
        var from = Gpr.R10;
        var to = Gpr.R11;
        var inRow = Gpr.RBX;
        code.address(from, Address.at(left, (long) shape.directSteps() * PairPanels.STEP * elementBytes));
        code.address(to, Address.at(scratch, STAGED_AT));
        code.loop(counter, () -> {
            if (whole > 0) {
                code.move(inRow, whole);
                code.loop(inRow, () -> {
                    stageStep(from, to, false);
                    code.add(from, (long) PairPanels.STEP * elementBytes);
                    code.add(to, STEP_BYTES);
                });
            }
            if (shape.depth() % PairPanels.STEP > 0) {
                stageStep(from, to, true);
            }
            code.add(from, (shape.leftStride() - (long) whole * PairPanels.STEP) * elementBytes);
            code.add(to, shape.stagedRowBytes() - (long) whole * STEP_BYTES);
        });
    }

    private void stageStep(Gpr from, Gpr to, boolean last) {
        var both = Vector.zmm(0);
        if (shape.leftFloats()) {
            code.emit(VMOVUPS, Vector.zmm(1), Address.at(from, 0),
                    last ? Masking.zero(DEPTH_MASK) : Masking.NONE);
            code.emit(VMOVUPS, Vector.zmm(2), Address.at(from, VECTOR_BYTES),
                    last ? Masking.zero(SECOND_HALF_MASK) : Masking.NONE);
            code.emit(VCVTNE2PS2BF16, both, Vector.zmm(2), Vector.zmm(1));
        } else {
            code.emit(VMOVDQU16, both, Address.at(from, 0), last ? Masking.zero(DEPTH_MASK) : Masking.NONE);
        }
        code.emit(VMOVUPS_STORE, Address.at(to, 0), both);
    }

    /** One panel for one block of rows; moves the panel's pointers to the next. */
    private void panel(int rowTiles, int columnTiles, int columns) {
        for (int row = 0; row < rowTiles; row++) {
            for (int column = 0; column < columnTiles; column++) {
                code.zeroTile(sums(row, column));
            }
        }
        code.move(Gpr.R15, VECTOR_BYTES);
        if (shape.directSteps() > 0) {
            code.move(Gpr.R10, left);
            steps(shape.directSteps(), shape.leftStride() * Short.BYTES, rowTiles, columnTiles);
        }
        if (shape.stagedSteps() > 0) {
            code.address(Gpr.R10, Address.at(scratch, STAGED_AT));
            steps(shape.stagedSteps(), shape.stagedRowBytes(), rowTiles, columnTiles);
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
            code.add(resultPanel, (long) columns * resultBytes());
            code.add(residualPanel, (long) columns * Float.BYTES);
            code.add(bias, (long) columns * Float.BYTES);
        }
    }

    /** Multiplies over some steps, the left factor's rows {@code rowBytes} apart. */
    private void steps(int count, long rowBytes, int rowTiles, int columnTiles) {
        code.move(Gpr.R11, rowBytes);
        code.move(counter, count);
        code.loop(counter, () -> {
            for (int row = 0; row < rowTiles; row++) {
                code.loadTile(4 + row, Address.at(Gpr.R10, Gpr.R11, 1, row * PairPanels.TILE * rowBytes));
                for (int column = 0; column < columnTiles; column++) {
                    if (row == 0) {
                        code.loadTile(6 + column, Address.at(rightPanel, Gpr.R15, 1,
                                (long) column * PairPanels.TILE_BYTES));
                    }
                    code.multiplyTiles(sums(row, column), 4 + row, 6 + column);
                }
            }
            code.add(Gpr.R10, STEP_BYTES);
            code.add(rightPanel, (long) columnTiles * PairPanels.TILE_BYTES);
        });
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
        code.move(to, resultPanel);
        code.move(residualRow, residualPanel);
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
