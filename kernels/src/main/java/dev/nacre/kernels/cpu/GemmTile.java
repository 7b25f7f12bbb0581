package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;

/**
 * The innermost loop of a matrix product: a tile of {@link #ROWS} by {@link #columns} sums that lives in registers
 * while the depth runs by.
 *
 * <p>Panels are heap arrays, written by the packing loops of {@link Gemm}. They measure as fast as native segments, and
 * keep the compiled method small: the first compiler gave up on the same loop over segments and left it slow for good.
 */
interface GemmTile {
    /** Rows of a tile. */
    int ROWS = 12;
    /** Longest run of products added up before the sum goes to memory: part of the order of summation. */
    int DEPTH = 256;
    /**
     * Distance of two rows in a row-major left panel; 16 more than the depth keeps the rows out of the same cache set.
     */
    int ROW_STRIDE = DEPTH + 16;

    /** Room that a panel needs behind its last element. */
    int SLACK = 16;

    /** The tile of this process. */
    static GemmTile instance() {
        return Holder.INSTANCE;
    }

    /** Columns of a tile. */
    int columns();

    /**
     * {@code tile[r, c] = Σ_k left[leftOffset + r·ROW_STRIDE + k] · right[rightOffset + k·columns + c]}, k
     * ascending, fused.
     *
     * @param depth number of products, at most {@link #DEPTH}
     * @param used  columns that are wanted: where they are few, the others may be left out
     */
    void multiplyRowMajor(float[] left, int leftOffset, float[] right, int rightOffset, int depth, int used,
            float[] tile);

    /** As {@link #multiplyRowMajor}, the left panel holding {@code left[leftOffset + k·ROWS + r]}. */
    void multiplyDepthMajor(float[] left, int leftOffset, float[] right, int rightOffset, int depth, int used,
            float[] tile);

    /**
     * Writes or adds {@code rows} rows of a tile from {@code firstRow} on, {@code columns} of each.
     *
     * @param offset     element of {@code target} that gets the first sum
     * @param rowStride  distance of two rows in {@code target}, in elements
     * @param accumulate adds to what {@code target} holds
     */
    void store(float[] tile, int firstRow, MemorySegment target, long offset, long rowStride, int rows, int columns,
               boolean accumulate);

    /**
     * Copies {@code count} runs of {@code width} consecutive elements each, in order. Up to {@link #SLACK} elements
     * after each run may be overwritten with anything: panels are written in ascending order and end with that much
     * room.
     *
     * @param offset       first element of the first run
     * @param sourceStride distance of two runs in {@code source}, in elements
     */
    void copyRuns(MemorySegment source, long offset, long sourceStride, int count, int width,
                  float[] target, int targetOffset, int targetStride);

    /** Chosen when first used, so that no vector class is touched where the vector module is missing. */
    final class Holder {
        private static final GemmTile INSTANCE = CpuProvider.vectors() ? new VectorGemmTile() : new ScalarGemmTile();

        private Holder() {
        }
    }
}
