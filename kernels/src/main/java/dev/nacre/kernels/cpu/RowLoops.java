package dev.nacre.kernels.cpu;

import static dev.nacre.kernels.cpu.VectorWidth.BYTES;
import static dev.nacre.kernels.cpu.VectorWidth.FLOATS;
import static dev.nacre.kernels.cpu.VectorWidth.LANES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Vector loops over one row of numbers: softmax and layer normalisation are made of them. Offsets are elements.
 * Lanes are added in ascending order, in double precision. One object serves one thread and one width of rows.
 */
final class RowLoops {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final float[] lanes = new float[LANES];
    private final int width;
    private final int whole;
    private final VectorMask<Float> rest;

    RowLoops(int width) {
        this.width = width;
        this.whole = width / LANES;
        this.rest = FLOATS.indexInRange(whole * LANES, width);
    }

    private static FloatVector at(MemorySegment segment, long bytes) {
        return FloatVector.fromMemorySegment(FLOATS, segment, bytes, ORDER);
    }

    private FloatVector last(MemorySegment segment, long bytes) {
        return FloatVector.fromMemorySegment(FLOATS, segment, bytes, ORDER, rest);
    }

    private boolean hasRest() {
        return whole * LANES < width;
    }

    private double total(FloatVector sums) {
        sums.intoArray(lanes, 0);
        double total = 0;
        for (float lane : lanes) {
            total += lane;
        }
        return total;
    }

    /** The largest number, or NaN where there is one. */
    float largest(MemorySegment x, long start) {
        long from = start * Float.BYTES;
        var best = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < whole; i++) {
            best = best.max(at(x, from + (long) i * BYTES));
        }
        best.intoArray(lanes, 0);
        float result = Float.NEGATIVE_INFINITY;
        for (float lane : lanes) {
            result = Math.max(result, lane);
        }
        for (long i = (long) whole * LANES; i < width; i++) {
            result = Math.max(result, Floats.get(x, start + i));
        }
        return result;
    }

    /** Σ x. */
    double sum(MemorySegment x, long start) {
        long from = start * Float.BYTES;
        var sums = FloatVector.zero(FLOATS);
        for (int i = 0; i < whole; i++) {
            sums = sums.add(at(x, from + (long) i * BYTES));
        }
        return total(hasRest() ? sums.add(last(x, from + (long) whole * BYTES)) : sums);
    }

    /** Σ x·y. */
    double dot(MemorySegment x, long xStart, MemorySegment y, long yStart) {
        long fromX = xStart * Float.BYTES;
        long fromY = yStart * Float.BYTES;
        var sums = FloatVector.zero(FLOATS);
        for (int i = 0; i < whole; i++) {
            sums = at(x, fromX + (long) i * BYTES).fma(at(y, fromY + (long) i * BYTES), sums);
        }
        if (hasRest()) {
            long offset = (long) whole * BYTES;
            sums = last(x, fromX + offset).fma(last(y, fromY + offset), sums);
        }
        return total(sums);
    }

    /** Σ (x − mean)². */
    double squares(MemorySegment x, long start, float mean) {
        long from = start * Float.BYTES;
        var centre = FloatVector.broadcast(FLOATS, mean);
        var sums = FloatVector.zero(FLOATS);
        for (int i = 0; i < whole; i++) {
            var deviation = at(x, from + (long) i * BYTES).sub(centre);
            sums = deviation.fma(deviation, sums);
        }
        if (hasRest()) {
            var deviation = FloatVector.zero(FLOATS).blend(last(x, from + (long) whole * BYTES).sub(centre), rest);
            sums = deviation.fma(deviation, sums);
        }
        return total(sums);
    }

    /** {@code y = e^(x − shift)}. */
    void exp(MemorySegment x, long xStart, float shift, MemorySegment y, long yStart) {
        long from = xStart * Float.BYTES;
        long to = yStart * Float.BYTES;
        var largest = FloatVector.broadcast(FLOATS, shift);
        for (int i = 0; i < whole; i++) {
            VectorMath.exp(at(x, from + (long) i * BYTES).sub(largest)).intoMemorySegment(y, to + (long) i * BYTES,
                    ORDER);
        }
        if (hasRest()) {
            long offset = (long) whole * BYTES;
            VectorMath.exp(last(x, from + offset).sub(largest)).intoMemorySegment(y, to + offset, ORDER, rest);
        }
    }

    /** {@code y = (x + shift)·factor}. */
    void shiftScale(MemorySegment x, long xStart, float shift, float factor, MemorySegment y, long yStart) {
        long from = xStart * Float.BYTES;
        long to = yStart * Float.BYTES;
        var added = FloatVector.broadcast(FLOATS, shift);
        for (int i = 0; i < whole; i++) {
            at(x, from + (long) i * BYTES).add(added).mul(factor).intoMemorySegment(y, to + (long) i * BYTES, ORDER);
        }
        if (hasRest()) {
            long offset = (long) whole * BYTES;
            last(x, from + offset).add(added).mul(factor).intoMemorySegment(y, to + offset, ORDER, rest);
        }
    }

    /** {@code z = x·(y + shift)}. */
    void timesShifted(MemorySegment x, long xStart, MemorySegment y, long yStart, float shift, MemorySegment z,
                      long zStart) {
        long fromX = xStart * Float.BYTES;
        long fromY = yStart * Float.BYTES;
        long to = zStart * Float.BYTES;
        for (int i = 0; i < whole; i++) {
            at(y, fromY + (long) i * BYTES).add(shift).mul(at(x, fromX + (long) i * BYTES))
                    .intoMemorySegment(z, to + (long) i * BYTES, ORDER);
        }
        if (hasRest()) {
            long offset = (long) whole * BYTES;
            last(y, fromY + offset).add(shift).mul(last(x, fromX + offset))
                    .intoMemorySegment(z, to + offset, ORDER, rest);
        }
    }

    /** {@code z = x·a + y·b + c}. */
    void combine(MemorySegment x, long xStart, float a, MemorySegment y, long yStart, float b, float c,
                 MemorySegment z, long zStart) {
        long fromX = xStart * Float.BYTES;
        long fromY = yStart * Float.BYTES;
        long to = zStart * Float.BYTES;
        var first = FloatVector.broadcast(FLOATS, a);
        var second = FloatVector.broadcast(FLOATS, b);
        var third = FloatVector.broadcast(FLOATS, c);
        for (int i = 0; i < whole; i++) {
            var part = at(y, fromY + (long) i * BYTES).fma(second, third);
            at(x, fromX + (long) i * BYTES).fma(first, part).intoMemorySegment(z, to + (long) i * BYTES, ORDER);
        }
        if (hasRest()) {
            long offset = (long) whole * BYTES;
            var part = last(y, fromY + offset).fma(second, third);
            last(x, fromX + offset).fma(first, part).intoMemorySegment(z, to + offset, ORDER, rest);
        }
    }

    /** {@code z = x·y + w}. */
    void multiplyAdd(MemorySegment x, long xStart, MemorySegment y, long yStart, MemorySegment w, long wStart,
                     MemorySegment z, long zStart) {
        long fromX = xStart * Float.BYTES;
        long fromY = yStart * Float.BYTES;
        long fromW = wStart * Float.BYTES;
        long to = zStart * Float.BYTES;
        for (int i = 0; i < whole; i++) {
            long offset = (long) i * BYTES;
            at(x, fromX + offset).fma(at(y, fromY + offset), at(w, fromW + offset))
                    .intoMemorySegment(z, to + offset, ORDER);
        }
        if (hasRest()) {
            long offset = (long) whole * BYTES;
            last(x, fromX + offset).fma(last(y, fromY + offset), last(w, fromW + offset))
                    .intoMemorySegment(z, to + offset, ORDER, rest);
        }
    }

    /** {@code y += x}. */
    void add(MemorySegment x, long xStart, MemorySegment y, long yStart) {
        long from = xStart * Float.BYTES;
        long to = yStart * Float.BYTES;
        for (int i = 0; i < whole; i++) {
            long offset = (long) i * BYTES;
            at(y, to + offset).add(at(x, from + offset)).intoMemorySegment(y, to + offset, ORDER);
        }
        if (hasRest()) {
            long offset = (long) whole * BYTES;
            last(y, to + offset).add(last(x, from + offset)).intoMemorySegment(y, to + offset, ORDER, rest);
        }
    }
}
