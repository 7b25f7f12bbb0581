package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;

/**
 * Pictures as rows of whole vectors: pixels of few channels, or of a number that is no multiple of a vector, are
 * taken several at a time. The last pixels, fewer than a row, go one by one.
 *
 * @param pixels  all positions of the batch
 * @param size    channels of a pixel
 * @param repeats pixels in a row
 */
record Channels(long pixels, int size, int repeats) {
    private static final int WORTHWHILE = 128;

    static Channels of(long pixels, int size) {
        int repeats = 1;
        while (repeats * size % VectorWidth.LANES != 0 || repeats * size < WORTHWHILE) {
            repeats++;
        }
        return new Channels(pixels, size, repeats);
    }

    /** Elements of a row. */
    int columns() {
        return repeats * size;
    }

    /** Whole rows. */
    long rows() {
        return pixels / repeats;
    }

    /** Elements that are left after the whole rows. */
    int rest() {
        return (int) (pixels % repeats * size);
    }

    /** First element after the whole rows. */
    long restStart() {
        return rows() * columns();
    }

    /** Writes line {@code index} of {@code lines}: the channels' numbers, repeated over a row. */
    void setLine(MemorySegment lines, int index, float[] values) {
        for (int i = 0; i < columns(); i++) {
            Floats.set(lines, (long) index * columns() + i, values[i % size]);
        }
    }

    /** Folds sums over the elements of a row into sums over channels. */
    double[] fold(MemorySegment sums, long from) {
        double[] folded = new double[size];
        for (int i = 0; i < columns(); i++) {
            folded[i % size] += Floats.get(sums, from + i);
        }
        return folded;
    }
}
