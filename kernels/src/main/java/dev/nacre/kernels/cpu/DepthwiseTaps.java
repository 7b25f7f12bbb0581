package dev.nacre.kernels.cpu;

import static dev.nacre.kernels.cpu.VectorWidth.FLOATS;
import static dev.nacre.kernels.cpu.VectorWidth.LANES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * One row's share of a depthwise weight gradient: {@code sums[k, c] += Σ_p x[from + k·tapStep + p·step, c] ·
 * dy[with + p, c]}. A row of dy is read once for up to five taps, whose sums stay in registers.
 */
final class DepthwiseTaps {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final MemorySegment x;
    private final MemorySegment dy;
    private final MemorySegment sums;
    private final int channels;
    private final long step;
    private final long pixelBytes;
    private final VectorMask<Float> lastChannels;

    /** @param step distance of the inputs of two neighbouring outputs, in elements */
    DepthwiseTaps(MemorySegment x, MemorySegment dy, MemorySegment sums, int channels, long step) {
        this.x = x;
        this.dy = dy;
        this.sums = sums;
        this.channels = channels;
        this.step = step * Float.BYTES;
        this.pixelBytes = (long) channels * Float.BYTES;
        this.lastChannels = FLOATS.indexInRange(channels - channels % LANES, channels);
    }

    /** Adds {@code count} pixels to {@code taps} neighbouring sums; all positions are elements. */
    void accumulate(int taps, long from, long tapStep, long with, int count, long to) {
        int done = 0;
        while (done < taps && count > 0) {
            int group = taps - done >= 5 ? 5 : taps - done >= 3 ? 3 : 1;
            accumulateGroup(group, from + done * tapStep, tapStep, with, count, to + (long) done * channels);
            done += group;
        }
    }

    private void accumulateGroup(int taps, long from, long tapStep, long with, int count, long to) {
        int vectors = channels - channels % LANES;
        for (int c = 0; c < vectors; c += LANES) {
            long start = (from + c) * Float.BYTES;
            long y = (with + c) * Float.BYTES;
            long sum = (to + c) * Float.BYTES;
            switch (taps) {
                case 5 -> five(start, tapStep * Float.BYTES, y, count, sum, pixelBytes);
                case 3 -> three(start, tapStep * Float.BYTES, y, count, sum, pixelBytes);
                default -> one(start, y, count, sum);
            }
        }
        if (vectors < channels) {
            for (int tap = 0; tap < taps; tap++) {
                rest((from + vectors + tap * tapStep) * Float.BYTES, (with + vectors) * Float.BYTES, count,
                        (to + vectors + (long) tap * channels) * Float.BYTES);
            }
        }
    }

    private void rest(long from, long with, int count, long to) {
        var sum = FloatVector.fromMemorySegment(FLOATS, sums, to, ORDER, lastChannels);
        for (int p = 0; p < count; p++) {
            var y = FloatVector.fromMemorySegment(FLOATS, dy, with + p * pixelBytes, ORDER, lastChannels);
            sum = FloatVector.fromMemorySegment(FLOATS, x, from + p * step, ORDER, lastChannels).fma(y, sum);
        }
        sum.intoMemorySegment(sums, to, ORDER, lastChannels);
    }

    private void one(long from, long with, int count, long to) {
        var s0 = FloatVector.fromMemorySegment(FLOATS, sums, to, ORDER);
        for (int p = 0; p < count; p++) {
            var y = FloatVector.fromMemorySegment(FLOATS, dy, with + p * pixelBytes, ORDER);
            long at = from + p * step;
            s0 = FloatVector.fromMemorySegment(FLOATS, x, at, ORDER).fma(y, s0);
        }
        s0.intoMemorySegment(sums, to, ORDER);
    }

    private void three(long from, long tapStep, long with, int count, long to, long tapSize) {
        var s0 = FloatVector.fromMemorySegment(FLOATS, sums, to, ORDER);
        var s1 = FloatVector.fromMemorySegment(FLOATS, sums, to + tapSize, ORDER);
        var s2 = FloatVector.fromMemorySegment(FLOATS, sums, to + 2 * tapSize, ORDER);
        for (int p = 0; p < count; p++) {
            var y = FloatVector.fromMemorySegment(FLOATS, dy, with + p * pixelBytes, ORDER);
            long at = from + p * step;
            s0 = FloatVector.fromMemorySegment(FLOATS, x, at, ORDER).fma(y, s0);
            s1 = FloatVector.fromMemorySegment(FLOATS, x, at + tapStep, ORDER).fma(y, s1);
            s2 = FloatVector.fromMemorySegment(FLOATS, x, at + 2 * tapStep, ORDER).fma(y, s2);
        }
        s0.intoMemorySegment(sums, to, ORDER);
        s1.intoMemorySegment(sums, to + tapSize, ORDER);
        s2.intoMemorySegment(sums, to + 2 * tapSize, ORDER);
    }

    private void five(long from, long tapStep, long with, int count, long to, long tapSize) {
        var s0 = FloatVector.fromMemorySegment(FLOATS, sums, to, ORDER);
        var s1 = FloatVector.fromMemorySegment(FLOATS, sums, to + tapSize, ORDER);
        var s2 = FloatVector.fromMemorySegment(FLOATS, sums, to + 2 * tapSize, ORDER);
        var s3 = FloatVector.fromMemorySegment(FLOATS, sums, to + 3 * tapSize, ORDER);
        var s4 = FloatVector.fromMemorySegment(FLOATS, sums, to + 4 * tapSize, ORDER);
        for (int p = 0; p < count; p++) {
            var y = FloatVector.fromMemorySegment(FLOATS, dy, with + p * pixelBytes, ORDER);
            long at = from + p * step;
            s0 = FloatVector.fromMemorySegment(FLOATS, x, at, ORDER).fma(y, s0);
            s1 = FloatVector.fromMemorySegment(FLOATS, x, at + tapStep, ORDER).fma(y, s1);
            s2 = FloatVector.fromMemorySegment(FLOATS, x, at + 2 * tapStep, ORDER).fma(y, s2);
            s3 = FloatVector.fromMemorySegment(FLOATS, x, at + 3 * tapStep, ORDER).fma(y, s3);
            s4 = FloatVector.fromMemorySegment(FLOATS, x, at + 4 * tapStep, ORDER).fma(y, s4);
        }
        s0.intoMemorySegment(sums, to, ORDER);
        s1.intoMemorySegment(sums, to + tapSize, ORDER);
        s2.intoMemorySegment(sums, to + 2 * tapSize, ORDER);
        s3.intoMemorySegment(sums, to + 3 * tapSize, ORDER);
        s4.intoMemorySegment(sums, to + 4 * tapSize, ORDER);
    }
}
