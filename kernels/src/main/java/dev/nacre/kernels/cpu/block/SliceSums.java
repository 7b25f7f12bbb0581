package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import java.lang.foreign.ValueLayout;

/**
 * Sums for each channel, in float32 over a strip of rows, in double precision over the strips and slices; outside the
 * heap, since covariances of many channels are large.
 */
final class SliceSums implements AutoCloseable {
    private final int slices;
    private final int channels;
    private final Room sums;

    SliceSums(int slices, int channels) {
        this.slices = slices;
        this.channels = channels;
        this.sums = Room.of(DType.FLOAT64, (long) slices * channels);
        sums.clear();
    }

    /** Adds {@code count} floats to channels from {@code channel} on, and clears them for the next strip. */
    void take(int slice, Room strip, long from, int channel, int count) {
        var own = sums.storage().segment();
        long first = (long) slice * channels + channel;
        for (int c = 0; c < count; c++) {
            own.setAtIndex(ValueLayout.JAVA_DOUBLE, first + c,
                    own.getAtIndex(ValueLayout.JAVA_DOUBLE, first + c) + strip.get(from + c));
            strip.set(from + c, 0);
        }
    }

    /** All slices, in order. */
    double[] total() {
        return total(0, slices);
    }

    /** Slices from {@code from} on, before {@code end}, in order. */
    double[] total(int from, int end) {
        var all = sums.storage().segment();
        double[] total = new double[channels];
        for (int slice = from; slice < end; slice++) {
            long first = (long) slice * channels;
            for (int c = 0; c < channels; c++) {
                total[c] += all.getAtIndex(ValueLayout.JAVA_DOUBLE, first + c);
            }
        }
        return total;
    }

    /** All slices, in order, divided by a number and rounded to float32. */
    void writeShares(double divisor, Room target) {
        var all = sums.storage().segment();
        for (long c = 0; c < channels; c++) {
            double total = 0;
            for (int slice = 0; slice < slices; slice++) {
                total += all.getAtIndex(ValueLayout.JAVA_DOUBLE, (long) slice * channels + c);
            }
            target.set(c, (float) (total / divisor));
        }
    }

    @Override
    public void close() {
        sums.close();
    }
}
