package dev.nacre.kernels.cpu;

import static dev.nacre.kernels.cpu.VectorWidth.FLOATS;
import static dev.nacre.kernels.cpu.VectorWidth.LANES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Vector loops over one row of a tile of products and the lines of numbers that go with its columns. Offsets are
 * elements. Lanes are added in ascending order, in double precision. One object serves one thread and one width.
 */
final class ContrastiveLoops {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final float[] lanes = new float[LANES];
    private final int width;
    private final int whole;
    private final VectorMask<Float> rest;

    ContrastiveLoops(int width) {
        this.width = width;
        this.whole = width / LANES * LANES;
        this.rest = FLOATS.indexInRange(whole, width);
    }

    private static FloatVector at(MemorySegment segment, long element) {
        return FloatVector.fromMemorySegment(FLOATS, segment, element * Float.BYTES, ORDER);
    }

    private FloatVector last(MemorySegment segment, long element) {
        return FloatVector.fromMemorySegment(FLOATS, segment, element * Float.BYTES, ORDER, rest);
    }

    private static void put(FloatVector values, MemorySegment segment, long element) {
        values.intoMemorySegment(segment, element * Float.BYTES, ORDER);
    }

    private void putLast(FloatVector values, MemorySegment segment, long element) {
        values.intoMemorySegment(segment, element * Float.BYTES, ORDER, rest);
    }

    private boolean hasRest() {
        return whole < width;
    }

    private double total(FloatVector sums) {
        sums.intoArray(lanes, 0);
        double total = 0;
        for (float lane : lanes) {
            total += lane;
        }
        return total;
    }

    /** {@code x = scale·x}, {@code largest = max(largest, x)} element by element; returns the row's largest. */
    float scale(MemorySegment x, long row, float scale, MemorySegment largest, long line) {
        var best = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (int c = 0; c < whole; c += LANES) {
            var value = at(x, row + c).mul(scale);
            put(value, x, row + c);
            put(at(largest, line + c).max(value), largest, line + c);
            best = best.max(value);
        }
        if (hasRest()) {
            var value = last(x, row + whole).mul(scale);
            putLast(value, x, row + whole);
            putLast(last(largest, line + whole).max(value), largest, line + whole);
            best = best.max(value.blend(Float.NEGATIVE_INFINITY, rest.not()));
        }
        best.intoArray(lanes, 0);
        float result = Float.NEGATIVE_INFINITY;
        for (float lane : lanes) {
            result = Math.max(result, lane);
        }
        return result;
    }

    /** Σ e^(x − shift). */
    double exponentials(MemorySegment x, long row, float shift) {
        var sums = FloatVector.zero(FLOATS);
        for (int c = 0; c < whole; c += LANES) {
            sums = sums.add(VectorMath.exp(at(x, row + c).sub(shift)));
        }
        if (hasRest()) {
            var added = VectorMath.exp(last(x, row + whole).sub(shift));
            sums = sums.add(FloatVector.zero(FLOATS).blend(added, rest));
        }
        return total(sums);
    }

    /** {@code sums += e^(x − largest)}, element by element. */
    void addExponentials(MemorySegment x, long row, MemorySegment largest, long line, MemorySegment sums, long to) {
        for (int c = 0; c < whole; c += LANES) {
            put(VectorMath.exp(at(x, row + c).sub(at(largest, line + c))).add(at(sums, to + c)), sums, to + c);
        }
        if (hasRest()) {
            putLast(VectorMath.exp(last(x, row + whole).sub(last(largest, line + whole))).add(last(sums, to + whole)),
                    sums, to + whole);
        }
    }

    /** {@code p = weight·e^(scale·x − shift)}; scale·x is rounded by itself, as it was when the shift was found. */
    void weigh(MemorySegment x, long row, float scale, float shift, float weight, MemorySegment p) {
        var factor = FloatVector.broadcast(FLOATS, scale);
        var term = FloatVector.broadcast(FLOATS, shift);
        for (int c = 0; c < whole; c += LANES) {
            put(VectorMath.exp(at(x, row + c).mul(factor).sub(term)).mul(weight), p, c);
        }
        if (hasRest()) {
            putLast(VectorMath.exp(last(x, row + whole).mul(factor).sub(term)).mul(weight), p, whole);
        }
    }

    /** {@code q = p + weight·e^(scale·x − shift[c])}; returns Σ q·x and leaves q where x was. */
    double addWeighed(MemorySegment x, long row, float scale, MemorySegment shift, long line, float weight,
            MemorySegment p) {
        var factor = FloatVector.broadcast(FLOATS, scale);
        var share = FloatVector.broadcast(FLOATS, weight);
        var sums = FloatVector.zero(FLOATS);
        for (int c = 0; c < whole; c += LANES) {
            var product = at(x, row + c);
            var q = VectorMath.exp(product.mul(factor).sub(at(shift, line + c))).fma(share, at(p, c));
            put(q, x, row + c);
            sums = q.fma(product, sums);
        }
        if (hasRest()) {
            var product = last(x, row + whole);
            var q = VectorMath.exp(product.mul(factor).sub(last(shift, line + whole))).fma(share, last(p, whole));
            putLast(q, x, row + whole);
            sums = q.fma(product, sums);
        }
        return total(sums);
    }
}
