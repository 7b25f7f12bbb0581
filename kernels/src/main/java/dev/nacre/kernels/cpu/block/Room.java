package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.backend.NativeStorage;
import dev.nacre.core.backend.Operand;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Working memory of a block kernel, from the pool that tensors live in; seen by address and by element. */
record Room(NativeStorage storage) implements AutoCloseable {
    /** So many float32 elements, their content unspecified. */
    static Room floats(long count) {
        return of(DType.FLOAT32, count);
    }

    static Room of(DType type, long count) {
        return new Room(NativeStorage.allocate(type, Math.max(1, count)));
    }

    /** These numbers, rounded to float32. */
    static Room holding(double[] values) {
        var room = floats(values.length);
        for (int i = 0; i < values.length; i++) {
            room.set(i, (float) values[i]);
        }
        return room;
    }

    /** A contiguous float32 operand's elements. */
    static Room copyOf(Operand operand) {
        long count = operand.shape().elements();
        var room = floats(count);
        MemorySegment.copy(segment(operand), 0, room.storage.segment(), 0, count * Float.BYTES);
        return room;
    }

    /** Where the first element of a contiguous operand lies. */
    static long address(Operand operand) {
        return segment(operand).address();
    }

    /** The memory of a contiguous operand, from its first element on. */
    static MemorySegment segment(Operand operand) {
        return ((NativeStorage) operand.storage()).segment()
                .asSlice(operand.layout().offset() * operand.type().bytes());
    }

    /** The elements of a contiguous float32 operand. */
    static double[] values(Operand operand) {
        var segment = segment(operand);
        double[] values = new double[Math.toIntExact(operand.shape().elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = segment.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        }
        return values;
    }

    /** Fills a contiguous float32 operand. */
    static void fill(Operand operand, double[] values) {
        var segment = segment(operand);
        for (int i = 0; i < values.length; i++) {
            segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) values[i]);
        }
    }

    long address() {
        return storage.segment().address();
    }

    /** The address of float {@code index}. */
    long address(long index) {
        return storage.segment().address() + index * Float.BYTES;
    }

    float get(long index) {
        return storage.segment().getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    void set(long index, float value) {
        storage.segment().setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
    }

    /** Adds the floats from {@code from} on to as many sums. */
    void addTo(double[] sums, long from) {
        var part = storage.segment().asSlice(from * Float.BYTES, (long) sums.length * Float.BYTES);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += part.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        }
    }

    /** Copies all floats to a contiguous float32 operand. */
    void copyTo(Operand operand) {
        segment(operand).copyFrom(storage.segment().asSlice(0, operand.shape().elements() * Float.BYTES));
    }

    /** Zeros, from float {@code from} on. */
    void clear(long from, long count) {
        storage.segment().asSlice(from * Float.BYTES, count * Float.BYTES).fill((byte) 0);
    }

    void clear() {
        storage.segment().fill((byte) 0);
    }

    @Override
    public void close() {
        storage.release();
    }
}
