package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.jit.RowProgram;
import dev.nacre.kernels.cpu.jit.RowPrograms;

/**
 * Mean and variance of each channel: sums of differences from a value near the mean (each slice's first pixel), and of
 * their squares, so that little is cancelled; slices are combined as Chan, Golub and LeVeque (1979) do.
 */
final class SliceMoments implements AutoCloseable {
    private static final RowPrograms<DType> PROGRAMS = new RowPrograms<>((type, p) -> {
        var difference = p.row(type).minus(p.channel());
        p.sum(difference);
        p.sum(difference.times(difference));
    });

    private final int channels;
    private final long[] counts;
    private final Totals near;
    private final Totals sum;
    private final Totals squares;

    SliceMoments(int slices, int channels) {
        this.channels = channels;
        counts = new long[slices];
        near = new Totals((long) slices * channels);
        sum = new Totals((long) slices * channels);
        squares = new Totals((long) slices * channels);
    }

    /** What adds rows: operand 0 the rows, 1 the values near the mean, 2 and 3 the two sums. */
    static RowProgram program(int channels, DType type) {
        return PROGRAMS.of(type, channels);
    }

    private long at(int slice, int channel) {
        return (long) slice * channels + channel;
    }

    /** The values near the mean of a slice, once, before its first rows. */
    void near(int slice, int channel, Room values, int count) {
        for (int c = 0; c < count; c++) {
            near.add(at(slice, channel + c), values.get(c));
        }
    }

    /** Adds {@code line}, {@code [sums, squares]} of {@code count} channels each, and clears it. */
    void take(int slice, int channel, Room line, int count) {
        for (int c = 0; c < count; c++) {
            sum.add(at(slice, channel + c), line.get(c));
            squares.add(at(slice, channel + c), line.get(count + c));
        }
        line.clear();
    }

    /** How many rows each slice has. */
    void count(int slice, long rows) {
        counts[slice] = rows;
    }

    /** Mean and variance (divided by the count) over all slices. */
    double[][] result() {
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        for (int c = 0; c < channels; c++) {
            double count = 0;
            double deviation = 0;
            for (int slice = 0; slice < counts.length; slice++) {
                double added = sum.get(at(slice, c));
                double own = near.get(at(slice, c)) + added / counts[slice];
                double ownDeviation = squares.get(at(slice, c)) - added * added / counts[slice];
                double difference = own - mean[c];
                double together = count + counts[slice];
                deviation += ownDeviation + difference * difference * count * counts[slice] / together;
                mean[c] += difference * counts[slice] / together;
                count = together;
            }
            variance[c] = Math.max(0, deviation / count);
        }
        return new double[][] {mean, variance};
    }

    @Override
    public void close() {
        near.close();
        sum.close();
        squares.close();
    }
}
