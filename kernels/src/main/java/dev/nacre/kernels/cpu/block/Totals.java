package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.backend.Operand;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Sums in double precision that begin at 0, in the pool's memory: those of a weight matrix would fill the heap. */
final class Totals implements AutoCloseable {
    private final Room room;
    private final MemorySegment values;

    Totals(long count) {
        room = Room.of(DType.FLOAT64, count);
        room.clear();
        values = room.storage().segment();
    }

    void add(long index, double summand) {
        values.setAtIndex(ValueLayout.JAVA_DOUBLE, index, values.getAtIndex(ValueLayout.JAVA_DOUBLE, index) + summand);
    }

    double get(long index) {
        return values.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
    }

    /** Fills a contiguous float32 operand. */
    void copyTo(Operand operand) {
        var target = Room.segment(operand);
        long count = operand.shape().elements();
        for (long i = 0; i < count; i++) {
            target.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) values.getAtIndex(ValueLayout.JAVA_DOUBLE, i));
        }
    }

    @Override
    public void close() {
        room.close();
    }
}
