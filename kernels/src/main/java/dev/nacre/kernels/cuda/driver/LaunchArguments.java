package dev.nacre.kernels.cuda.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a launch as the driver wants them: a table of pointers, each to one value, all in one native block
 * that is used again and again. Packing so makes a launch twenty times cheaper than one object for each parameter.
 *
 * <p>Beside the values it notes which device memory they point to; only checks look at that. For one thread at a time.
 */
public final class LaunchArguments {
    private static final int MOST = 48;
    private static final int VALUE_BYTES = 2048;

    private final MemorySegment table;
    private final MemorySegment values;
    private final List<Region> regions = new ArrayList<>();
    private int count;
    private long next;

    /** An empty block. */
    public LaunchArguments() {
        MemorySegment block = Arena.ofAuto().allocate(MOST * Long.BYTES + VALUE_BYTES, 64);
        table = block.asSlice(0, MOST * Long.BYTES);
        values = block.asSlice(MOST * Long.BYTES);
    }

    /** Forgets everything. */
    public LaunchArguments clear() {
        count = 0;
        next = 0;
        regions.clear();
        return this;
    }

    /** A pointer to memory that the kernel reads. */
    public LaunchArguments reads(long address, long bytes) {
        regions.add(new Region(address, bytes, false));
        return word(address);
    }

    /** A pointer into memory of which the kernel reads {@code bytes} bytes from {@code start} on, not the pointer. */
    public LaunchArguments readsAround(long pointer, long start, long bytes) {
        regions.add(new Region(start, bytes, false));
        return word(pointer);
    }

    /** A pointer to memory that the kernel writes, or reads and writes. */
    public LaunchArguments writes(long address, long bytes) {
        regions.add(new Region(address, bytes, true));
        return word(address);
    }

    /** A pointer into memory of which the kernel writes some of {@code bytes} bytes from {@code start} on. */
    public LaunchArguments writesAround(long pointer, long start, long bytes) {
        regions.add(new Region(start, bytes, true));
        return word(pointer);
    }

    /** No parameter, but memory that the kernel finds by what it reads. */
    public LaunchArguments mentions(Region region) {
        regions.add(region);
        return this;
    }

    /** A 64-bit integer. */
    public LaunchArguments word(long value) {
        values.set(ValueLayout.JAVA_LONG, place(Long.BYTES), value);
        return this;
    }

    /** A 32-bit integer. */
    public LaunchArguments number(int value) {
        values.set(ValueLayout.JAVA_INT, place(Integer.BYTES), value);
        return this;
    }

    /** A float. */
    public LaunchArguments number(float value) {
        values.set(ValueLayout.JAVA_FLOAT, place(Float.BYTES), value);
        return this;
    }

    /** A double. */
    public LaunchArguments real(double value) {
        values.set(ValueLayout.JAVA_DOUBLE, place(Double.BYTES), value);
        return this;
    }

    /** A structure of 64-bit integers, passed by value. */
    public LaunchArguments words(long... structure) {
        long start = place((long) structure.length * Long.BYTES);
        MemorySegment.copy(structure, 0, values, ValueLayout.JAVA_LONG, start, structure.length);
        return this;
    }

    private long place(long bytes) {
        long start = next;
        if (count == MOST || start + bytes > VALUE_BYTES) {
            throw new IllegalStateException("a launch has more parameters than " + MOST + " or than fit in "
                    + VALUE_BYTES + " bytes");
        }
        table.setAtIndex(ValueLayout.JAVA_LONG, count, values.address() + start);
        count++;
        next = start + (bytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        return start;
    }

    /** The table of pointers, one for each parameter. */
    public MemorySegment table() {
        return table;
    }

    /** How many parameters there are. */
    public int count() {
        return count;
    }

    /** The device memory that they point to. */
    public List<Region> regions() {
        return List.copyOf(regions);
    }
}
