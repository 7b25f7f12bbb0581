package dev.nacre.kernels.cpu;

import static dev.nacre.kernels.cpu.VectorWidth.FLOATS;
import static dev.nacre.kernels.cpu.VectorWidth.LANES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * A run of target pixels, each the weighted sum of the same taps: {@code target[p] = Σ_t source[first[t] + p·step]
 * · w[weight[t]]}, taps in the order they were added. Four pixels go side by side, so that a weight is loaded once
 * for four products.
 */
final class DepthwiseStencil {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int SIDE_BY_SIDE = 4;

    private final MemorySegment source;
    private final MemorySegment weights;
    private final MemorySegment target;
    private final int channels;
    private final long[] first;
    private final long[] weight;
    private int taps;

    DepthwiseStencil(MemorySegment source, MemorySegment weights, MemorySegment target, int channels, int mostTaps) {
        this.source = source;
        this.weights = weights;
        this.target = target;
        this.channels = channels;
        this.first = new long[mostTaps];
        this.weight = new long[mostTaps];
    }

    /** Forgets the taps. */
    void clear() {
        taps = 0;
    }

    /** One more tap: the source pixel that meets the first target pixel, and its weight. */
    void add(long sourcePixel, int weightTap) {
        first[taps] = sourcePixel * channels * Float.BYTES;
        weight[taps++] = (long) weightTap * channels * Float.BYTES;
    }

    /** Computes {@code count} target pixels, {@code step} apart, their source pixels {@code sourceStep} apart. */
    void run(long pixel, int count, int step, int sourceStep) {
        long to = pixel * channels * Float.BYTES;
        long toStep = (long) step * channels * Float.BYTES;
        long fromStep = (long) sourceStep * channels * Float.BYTES;
        if (channels < LANES) {
            for (int i = 0; i < count * channels; i++) {
                int p = i / channels;
                int c = i % channels;
                single((to + p * toStep) / Float.BYTES + c, p * fromStep / Float.BYTES + c, c);
            }
            return;
        }
        int p = 0;
        for (; p + SIDE_BY_SIDE <= count; p += SIDE_BY_SIDE) {
            for (int c = 0; c < channels; c += LANES) {
                long channel = lastFits(c);
                four(to + p * toStep + channel, toStep, p * fromStep + channel, fromStep, channel);
            }
        }
        for (; p < count; p++) {
            for (int c = 0; c < channels; c += LANES) {
                long channel = lastFits(c);
                one(to + p * toStep + channel, p * fromStep + channel, channel);
            }
        }
    }

    /** The last vector of a pixel may overlap the one before: it writes the same sums again. */
    private long lastFits(int channel) {
        return (long) Math.min(channel, channels - LANES) * Float.BYTES;
    }

    private void four(long to, long toStep, long from, long fromStep, long channel) {
        var a = FloatVector.zero(FLOATS);
        var b = a;
        var c = a;
        var d = a;
        for (int t = 0; t < taps; t++) {
            var w = FloatVector.fromMemorySegment(FLOATS, weights, weight[t] + channel, ORDER);
            long at = first[t] + from;
            a = FloatVector.fromMemorySegment(FLOATS, source, at, ORDER).fma(w, a);
            b = FloatVector.fromMemorySegment(FLOATS, source, at + fromStep, ORDER).fma(w, b);
            c = FloatVector.fromMemorySegment(FLOATS, source, at + 2 * fromStep, ORDER).fma(w, c);
            d = FloatVector.fromMemorySegment(FLOATS, source, at + 3 * fromStep, ORDER).fma(w, d);
        }
        a.intoMemorySegment(target, to, ORDER);
        b.intoMemorySegment(target, to + toStep, ORDER);
        c.intoMemorySegment(target, to + 2 * toStep, ORDER);
        d.intoMemorySegment(target, to + 3 * toStep, ORDER);
    }

    private void one(long to, long from, long channel) {
        var sum = FloatVector.zero(FLOATS);
        for (int t = 0; t < taps; t++) {
            var w = FloatVector.fromMemorySegment(FLOATS, weights, weight[t] + channel, ORDER);
            sum = FloatVector.fromMemorySegment(FLOATS, source, first[t] + from, ORDER).fma(w, sum);
        }
        sum.intoMemorySegment(target, to, ORDER);
    }

    private void single(long to, long from, int channel) {
        float sum = 0;
        for (int t = 0; t < taps; t++) {
            sum = Math.fma(Floats.get(source, first[t] / Float.BYTES + from),
                    Floats.get(weights, weight[t] / Float.BYTES + channel), sum);
        }
        Floats.set(target, to, sum);
    }
}
