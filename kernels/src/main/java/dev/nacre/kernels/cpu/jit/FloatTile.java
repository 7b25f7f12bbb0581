package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.VectorInstruction.VADDPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VBROADCASTSS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VFMADD231PS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVNTPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS;
import static dev.nacre.kernels.cpu.jit.VectorInstruction.VMOVUPS_STORE;

import dev.nacre.kernels.cpu.jit.FloatProductShape.Ahead;
import dev.nacre.kernels.cpu.jit.FloatProductShape.Result;

/**
 * Emits one tile of a product: {@code rows × vectors} registers of sums while the depth runs by, one broadcast factor
 * of the left for each row and {@code vectors} vectors of the right at each step.
 *
 * @param masks  by which the last vector is stored, and loaded where it is not packed; null where all lanes are there
 */
record FloatTile(FloatProductShape shape, int rows, int vectors, LaneMasks masks) {
    private static final int LINE_BYTES = 64;
    /** Steps of the depth in one round of the loop. */
    static final int UNROLLED = 4;
    /** Pieces up to this depth need no loop of their own. */
    private static final int SHORT_PIECE = 32;
    static final int MASK = 1;
    /** How far ahead rows of the left factor are asked for at least: some 100 ns of work. */
    private static final long LATER_BYTES = 2048;
    /** Rows so long that the next tile's would push this one's out of the first-level cache. */
    private static final long FAR_ROW_BYTES = 8192;

    /** Where the tile finds its operands; {@link #left} and {@link #right} may be moved, the others stay. */
    record Pointers(Gpr left, Gpr right, Gpr result, Gpr bias, Gpr residual, Gpr counter, Gpr pieces) {
    }

    /** The most rows that leave registers for one step of the right factor, one broadcast, and a mask. */
    static int mostRows(InstructionSet set, int vectors) {
        return (freeRegisters(set) - 1 - vectors) / vectors;
    }

    private static int freeRegisters(InstructionSet set) {
        return set.registers() - LaneMasks.registers(set, 1);
    }

    void emit(Assembler code, Pointers at) {
        if (shape.result() == Result.FAR) {
            for (int row = 0; row < rows; row++) {
                for (int v = 0; v < vectors; v += LINE_BYTES / shape.set().bytes()) {
                    code.prefetch(result(at, row, v), 0);
                }
            }
        }
        for (int i = 0; i < rows * vectors; i++) {
            code.zero(shape.set().vector(i));
        }
        if (shape.pieces().count() == 1) {
            depth(code, at);
        } else {
            code.move(at.pieces, shape.pieces().count());
            code.loop(at.pieces, () -> {
                int rest = depth(code, at);
                code.add(at.left, shape.pieces().stride() * Float.BYTES
                        - (shape.pieceDepth() - rest) * leftDepthBytes());
                code.add(at.right, rest * rightDepthBytes());
            });
        }
        for (int row = 0; row < rows; row++) {
            finish(code, at, row);
        }
    }

    /** One piece of the depth; says how many of its steps the pointers were not moved for. */
    private int depth(Assembler code, Pointers at) {
        int depth = shape.pieceDepth();
        int rounds = shape.pieces().count() > 1 && depth <= SHORT_PIECE ? 0 : depth / UNROLLED;
        if (rounds > 0) {
            code.move(at.counter, rounds);
            code.loop(at.counter, () -> {
                askAhead(code, at.bias, shape.ahead().leftLines());
                askAhead(code, at.residual, shape.ahead().rightLines());
                askForLaterRows(code, at);
                steps(code, at, UNROLLED);
                code.add(at.left, UNROLLED * leftDepthBytes());
                code.add(at.right, UNROLLED * rightDepthBytes());
            });
        }
        steps(code, at, depth - rounds * UNROLLED);
        return depth - rounds * UNROLLED;
    }

    /** Rows of the left factor that come from memory would be waited for, short ones above all. */
    private void askForLaterRows(Assembler code, Pointers at) {
        boolean rowsFollow = shape.leftDepthStride() == 1 && leftRowBytes() > 0 && leftRowBytes() <= FAR_ROW_BYTES;
        if (!rowsFollow || !shape.ahead().equals(Ahead.NOTHING)) {
            return;
        }
        long later = Math.max(rows, Math.ceilDiv(LATER_BYTES, leftRowBytes()));
        for (int row = 0; row < rows; row++) {
            code.prefetch(Address.at(at.left, (row + later) * leftRowBytes()), 0);
        }
    }

    private static void askAhead(Assembler code, Gpr pointer, int lines) {
        for (int line = 0; line < lines; line++) {
            code.prefetch(Address.at(pointer, (long) line * LINE_BYTES), 1);
        }
        code.add(pointer, (long) lines * LINE_BYTES);
    }

    private void steps(Assembler code, Pointers at, int count) {
        for (int step = 0; step < count; step++) {
            for (int v = 0; v < vectors; v++) {
                var place = Address.at(at.right, step * rightDepthBytes() + v * vectorBytes());
                if (isMasked(v) && !shape.packed()) {
                    masks.load(MASK, right(v), place);
                } else {
                    code.emit(VMOVUPS, right(v), place);
                }
            }
            for (int row = 0; row < rows; row++) {
                var factor = Address.at(at.left, step * leftDepthBytes() + row * leftRowBytes());
                if (vectors == 1 && shape.set() == InstructionSet.AVX512) {
                    code.emit(VFMADD231PS, sum(row, 0), right(0), factor.broadcasting());
                    continue;
                }
                code.emit(VBROADCASTSS, broadcast(), factor);
                for (int v = 0; v < vectors; v++) {
                    code.emit(VFMADD231PS, sum(row, v), right(v), broadcast());
                }
            }
        }
    }

    private void finish(Assembler code, Pointers at, int row) {
        var epilogue = shape.epilogue();
        for (int v = 0; v < vectors; v++) {
            if (epilogue.accumulate()) {
                add(code, row, v, result(at, row, v));
            }
            if (epilogue.bias()) {
                add(code, row, v, Address.at(at.bias, v * vectorBytes()));
            }
            if (epilogue.residual()) {
                add(code, row, v, Address.at(at.residual, row * epilogue.residualStride() * Float.BYTES
                        + v * vectorBytes()));
            }
            if (shape.result() == Result.PAST_CACHES) {
                code.emit(VMOVNTPS, result(at, row, v), sum(row, v));
            } else if (isMasked(v)) {
                masks.store(MASK, result(at, row, v), sum(row, v));
            } else {
                code.emit(VMOVUPS_STORE, result(at, row, v), sum(row, v));
            }
        }
    }

    private void add(Assembler code, int row, int v, Address place) {
        if (isMasked(v)) {
            masks.add(MASK, sum(row, v), place, broadcast());
        } else {
            code.emit(VADDPS, sum(row, v), sum(row, v), place);
        }
    }

    private Vector sum(int row, int v) {
        return shape.set().vector(row * vectors + v);
    }

    private Vector right(int v) {
        return shape.set().vector(freeRegisters(shape.set()) - 1 - v);
    }

    private Vector broadcast() {
        return shape.set().vector(rows * vectors);
    }

    private Address result(Pointers at, int row, int v) {
        return Address.at(at.result, row * shape.resultStride() * Float.BYTES + v * vectorBytes());
    }

    private boolean isMasked(int v) {
        return masks != null && v == vectors - 1;
    }

    private long vectorBytes() {
        return shape.set().bytes();
    }

    private long leftRowBytes() {
        return shape.leftRowStride() * Float.BYTES;
    }

    private long leftDepthBytes() {
        return shape.leftDepthStride() * Float.BYTES;
    }

    private long rightDepthBytes() {
        return (shape.packed() ? (long) vectors * shape.set().lanes() : shape.rightStride()) * Float.BYTES;
    }
}
