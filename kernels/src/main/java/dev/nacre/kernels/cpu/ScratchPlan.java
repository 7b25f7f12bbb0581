package dev.nacre.kernels.cpu;

/** Parts of one piece of working memory, each at a multiple of 64 bytes: planned first, borrowed once. */
final class ScratchPlan {
    private static final long LINE = 64;

    private long bytes;

    /** Plans a part and returns where it starts, in bytes. */
    long take(long size) {
        long at = bytes;
        bytes += (size + LINE - 1) / LINE * LINE;
        return at;
    }

    long takeFloats(long count) {
        return take(count * Float.BYTES);
    }

    Scratch borrow() {
        return Scratch.borrow(Math.max(1, bytes / Float.BYTES));
    }
}
