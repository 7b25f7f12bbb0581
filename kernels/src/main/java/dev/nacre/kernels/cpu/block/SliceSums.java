package dev.nacre.kernels.cpu.block;

/** Sums for each channel, in float32 over a strip of rows, in double precision over the strips and slices. */
final class SliceSums {
    private final double[][] sums;

    SliceSums(int slices, int channels) {
        sums = new double[slices][channels];
    }

    /** Adds {@code count} floats to channels from {@code channel} on, and clears them for the next strip. */
    void take(int slice, Room strip, long from, int channel, int count) {
        double[] own = sums[slice];
        for (int c = 0; c < count; c++) {
            own[channel + c] += strip.get(from + c);
            strip.set(from + c, 0);
        }
    }

    /** All slices, in order. */
    double[] total() {
        double[] total = new double[sums[0].length];
        for (double[] slice : sums) {
            for (int c = 0; c < total.length; c++) {
                total[c] += slice[c];
            }
        }
        return total;
    }
}
