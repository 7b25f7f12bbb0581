package dev.nacre.kernels.cpu;

import dev.nacre.core.op.Attention;
import dev.nacre.kernels.cpu.jit.RowDefinition;
import dev.nacre.kernels.cpu.jit.RowValue;
import java.lang.foreign.ValueLayout;

/**
 * Which scores count, as numbers that row programs compare with zero: 1 for a key that may be attended to, by batch;
 * and one band of ones for the window, of which each row of scores reads another part.
 */
final class AttentionExclusions implements AutoCloseable {
    private static final float LEAST_EXPONENT = -87;

    private final int reach;
    private final int heads;
    private final int keys;
    private final int rows;
    private final boolean[] complete;
    private final Scratch scratch;

    /**
     * Prepares them.
     *
     * @param mask    one byte for each key, {@code [batch, keys]}, or a dense without a segment for all
     * @param rows    rows of all scores: queries, or keys where scores are transposed
     * @param columns columns of all scores
     */
    AttentionExclusions(Attention attention, Dense mask, int batch, int heads, int keys, int rows, int columns) {
        this.reach = attention.window();
        this.heads = heads;
        this.keys = keys;
        this.rows = rows;
        this.complete = new boolean[batch];
        this.scratch = Scratch.borrow((long) batch * keys + rows + columns);
        for (int b = 0; b < batch; b++) {
            complete[b] = true;
            for (int k = 0; k < keys && mask.segment() != null; k++) {
                boolean present = mask.segment().get(ValueLayout.JAVA_BYTE, mask.offset() + (long) b * keys + k) != 0;
                complete[b] &= present;
                Floats.set(scratch.segment(), (long) b * keys + k, present ? 1 : 0);
            }
        }
        for (int i = 0; i < rows + columns; i++) {
            Floats.set(scratch.segment(), (long) batch * keys + i, Math.abs(i - rows) <= reach ? 1 : 0);
        }
    }

    boolean hasWindow() {
        return reach >= 0;
    }

    /** Whether keys of this head are masked. */
    boolean masks(int head) {
        return !complete[head / heads];
    }

    /** Whether no row in {@code [row, row + count)} counts in a column of {@code [column, column + width)}. */
    boolean skips(int row, int count, int column, int width) {
        return hasWindow() && (column - (row + count - 1) > reach || row - (column + width - 1) > reach);
    }

    /** Address of the mask's number for a key. */
    long mask(int head, int key) {
        return scratch.segment().address() + ((long) head / heads * keys + key) * Float.BYTES;
    }

    /** Address of the band for a row from a column on; the next row's lies one number before. */
    long band(int row, int column) {
        return scratch.segment().address() + ((long) complete.length * keys + column - row + rows) * Float.BYTES;
    }

    /** From the band of a row to that of the next, in bytes. */
    static long bandStride() {
        return -Float.BYTES;
    }

    /** Scores, with −∞ where one of the numbers, which may be null, is not positive. */
    static RowValue exclude(RowDefinition p, RowValue scores, RowValue mask, RowValue band) {
        var nothing = p.constant(Float.NEGATIVE_INFINITY);
        var masked = mask == null ? scores : mask.whereGreater(p.constant(0), scores, nothing);
        return band == null ? masked : band.whereGreater(p.constant(0), masked, nothing);
    }

    /** e^(score − shift), and 0 below e^−87: numbers so small that processors handle them slowly are never made. */
    static RowValue weight(RowDefinition p, RowValue score, RowValue shift) {
        var exponent = score.minus(shift);
        var least = p.constant(LEAST_EXPONENT);
        // Both ways let a NaN pass.
        return least.whereGreater(exponent, p.constant(0), least.max(exponent).exp());
    }

    @Override
    public void close() {
        scratch.close();
    }
}
