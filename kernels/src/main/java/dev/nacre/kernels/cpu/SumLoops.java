package dev.nacre.kernels.cpu;

import static dev.nacre.kernels.cpu.VectorWidth.BYTES;
import static dev.nacre.kernels.cpu.VectorWidth.FLOATS;
import static dev.nacre.kernels.cpu.VectorWidth.LANES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** The vector loops of sums. */
final class SumLoops {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private final float[] lanes = new float[LANES];

    /** Σ x[start + i] for i below {@code count}: four vectors side by side, then lane by lane in ascending order. */
    double run(MemorySegment x, long start, long count) {
        var a = FloatVector.zero(FLOATS);
        var b = a;
        var c = a;
        var d = a;
        long from = start * Float.BYTES;
        int vectors = (int) (count / LANES);
        int i = 0;
        for (; i + 4 <= vectors; i += 4) {
            long at = from + (long) i * BYTES;
            a = a.add(FloatVector.fromMemorySegment(FLOATS, x, at, ORDER));
            b = b.add(FloatVector.fromMemorySegment(FLOATS, x, at + BYTES, ORDER));
            c = c.add(FloatVector.fromMemorySegment(FLOATS, x, at + 2 * BYTES, ORDER));
            d = d.add(FloatVector.fromMemorySegment(FLOATS, x, at + 3 * BYTES, ORDER));
        }
        for (; i < vectors; i++) {
            a = a.add(FloatVector.fromMemorySegment(FLOATS, x, from + (long) i * BYTES, ORDER));
        }
        a.add(b).add(c.add(d)).intoArray(lanes, 0);
        double sum = 0;
        for (float lane : lanes) {
            sum += lane;
        }
        for (long rest = (long) vectors * LANES; rest < count; rest++) {
            sum += Floats.get(x, start + rest);
        }
        return sum;
    }

    /** {@code sums[c] += Σ_r x[start + r·columns + c]}, four rows at a time. */
    static void addRows(MemorySegment x, long start, long rows, long columns, MemorySegment sums, long at) {
        if (EmittedSums.serves(columns)) {
            EmittedSums.addRows(x.address() + start * Float.BYTES, rows, columns, sums.address() + at * Float.BYTES);
            return;
        }
        long row = 0;
        for (; row + 4 <= rows; row += 4) {
            addFour(x, (start + row * columns) * Float.BYTES, columns, sums, at * Float.BYTES);
        }
        for (; row < rows; row++) {
            add(x, (start + row * columns) * Float.BYTES, columns, sums, at * Float.BYTES);
        }
    }

    private static void addFour(MemorySegment x, long from, long columns, MemorySegment sums, long to) {
        long row = columns * Float.BYTES;
        long vectors = columns / LANES;
        for (long i = 0; i < vectors; i++) {
            long at = from + i * BYTES;
            var a = FloatVector.fromMemorySegment(FLOATS, x, at, ORDER);
            var b = FloatVector.fromMemorySegment(FLOATS, x, at + row, ORDER);
            var c = FloatVector.fromMemorySegment(FLOATS, x, at + 2 * row, ORDER);
            var d = FloatVector.fromMemorySegment(FLOATS, x, at + 3 * row, ORDER);
            FloatVector.fromMemorySegment(FLOATS, sums, to + i * BYTES, ORDER).add(a.add(b).add(c.add(d)))
                    .intoMemorySegment(sums, to + i * BYTES, ORDER);
        }
        for (long i = vectors * LANES; i < columns; i++) {
            long at = from / Float.BYTES + i;
            float four = Floats.get(x, at) + Floats.get(x, at + columns)
                    + (Floats.get(x, at + 2 * columns) + Floats.get(x, at + 3 * columns));
            Floats.set(sums, to / Float.BYTES + i, Floats.get(sums, to / Float.BYTES + i) + four);
        }
    }

    private static void add(MemorySegment x, long from, long columns, MemorySegment sums, long to) {
        long vectors = columns / LANES;
        for (long i = 0; i < vectors; i++) {
            FloatVector.fromMemorySegment(FLOATS, sums, to + i * BYTES, ORDER)
                    .add(FloatVector.fromMemorySegment(FLOATS, x, from + i * BYTES, ORDER))
                    .intoMemorySegment(sums, to + i * BYTES, ORDER);
        }
        for (long i = vectors * LANES; i < columns; i++) {
            long at = to / Float.BYTES + i;
            Floats.set(sums, at, Floats.get(sums, at) + Floats.get(x, from / Float.BYTES + i));
        }
    }

    /** {@code sums[to + i] += sums[from + i]}, and clears the latter. */
    static void move(MemorySegment sums, long from, long to, long count) {
        addRows(sums, from, 1, count, sums, to);
        sums.asSlice(from * Float.BYTES, count * Float.BYTES).fill((byte) 0);
    }
}
