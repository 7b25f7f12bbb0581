package dev.nacre.kernels.cpu;

/**
 * Which columns of a picture neighbouring pixels of a result read: pixel p reads {@code columns} of them, from
 * {@code first + p·step} on; some may lie outside.
 */
record DepthwiseReach(int first, int step, int columns, int pixels) {
    /** Pixels {@code begin} to {@code end}. */
    DepthwiseReach part(int begin, int end) {
        return new DepthwiseReach(first + begin * step, step, columns, end - begin);
    }

    /** The column behind the last one that is read. */
    int end() {
        return first + (pixels - 1) * step + columns;
    }

    /** The first pixel that reads nothing left of the picture. */
    int insideBegin() {
        return Math.clamp(Math.ceilDiv(-first, step), 0, pixels);
    }

    /** The pixel behind the last one that reads nothing right of a picture of so many columns. */
    int insideEnd(int width) {
        return Math.clamp(Math.floorDiv(width - columns - first, step) + 1L, insideBegin(), pixels);
    }
}
