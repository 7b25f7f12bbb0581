package dev.nacre.kernels.cpu.jit;

/**
 * How a depth is cut into blocks of nearly equal length, by the depth alone: each block's products are added up from
 * zero, fused, in ascending order, and the blocks' sums are added in ascending order. A block of a panel of the right
 * factor fits in the first-level cache.
 */
public record DepthBlocks(int depth) {
    private static final int MOST = 384;

    /** How many blocks there are. */
    public int count() {
        return Math.max(1, Math.ceilDiv(depth, MOST));
    }

    /** Where a block begins; {@code begin(count())} is the depth. */
    public int begin(int block) {
        return (int) ((long) depth * block / count());
    }

    /** Products in a block. */
    public int length(int block) {
        return begin(block + 1) - begin(block);
    }
}
