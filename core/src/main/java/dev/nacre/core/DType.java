package dev.nacre.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The type of a tensor's elements. */
public enum DType {
    /** IEEE 754 binary32: the working type. */
    FLOAT32(4, true),
    /** The upper half of a float32: 8 bits of exponent, 7 of fraction. */
    BFLOAT16(2, true),
    /** IEEE 754 binary16. */
    FLOAT16(2, true),
    /** IEEE 754 binary64: for references and gradient checks. */
    FLOAT64(8, true),
    /** Signed 64-bit integer. */
    INT64(8, false),
    /** Signed 32-bit integer: token ids, indices. */
    INT32(4, false),
    /** Unsigned 8-bit integer: grey levels. */
    UINT8(1, false),
    /** One byte, 0 or 1: masks. */
    BOOL(1, false);

    private final int bytes;
    private final boolean floating;

    DType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether gradients can flow through this type. */
    public boolean isFloating() {
        return floating;
    }

    /** Reads element {@code index} as a double; integers beyond 2^53 lose their last bits: see {@link #getLong}. */
    public double get(MemorySegment memory, long index) {
        return switch (this) {
            case FLOAT32 -> memory.getAtIndex(ValueLayout.JAVA_FLOAT, index);
            case FLOAT64 -> memory.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
            case BFLOAT16 -> Float.intBitsToFloat(memory.getAtIndex(ValueLayout.JAVA_SHORT, index) << 16);
            case FLOAT16 -> Float.float16ToFloat(memory.getAtIndex(ValueLayout.JAVA_SHORT, index));
            case INT64, INT32, UINT8, BOOL -> getLong(memory, index);
        };
    }

    /** Reads element {@code index} as an integer; floating types are truncated towards zero. */
    public long getLong(MemorySegment memory, long index) {
        return switch (this) {
            case INT64 -> memory.getAtIndex(ValueLayout.JAVA_LONG, index);
            case INT32 -> memory.getAtIndex(ValueLayout.JAVA_INT, index);
            case UINT8 -> memory.get(ValueLayout.JAVA_BYTE, index) & 0xFF;
            case BOOL -> memory.get(ValueLayout.JAVA_BYTE, index) == 0 ? 0 : 1;
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 -> (long) get(memory, index);
        };
    }

    /** Writes element {@code index}, rounded to nearest even for floating types, truncated for integers. */
    public void set(MemorySegment memory, long index, double value) {
        switch (this) {
            case FLOAT32 -> memory.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
            case FLOAT64 -> memory.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
            case BFLOAT16 -> memory.setAtIndex(ValueLayout.JAVA_SHORT, index, toBfloat16((float) value));
            case FLOAT16 -> memory.setAtIndex(ValueLayout.JAVA_SHORT, index, Float.floatToFloat16((float) value));
            case BOOL -> memory.set(ValueLayout.JAVA_BYTE, index, (byte) (value != 0 ? 1 : 0));
            case INT64, INT32, UINT8 -> setLong(memory, index, (long) value);
        }
    }

    /** Writes the integer {@code value} at {@code index}; the narrower integers keep its low bits. */
    public void setLong(MemorySegment memory, long index, long value) {
        switch (this) {
            case INT64 -> memory.setAtIndex(ValueLayout.JAVA_LONG, index, value);
            case INT32 -> memory.setAtIndex(ValueLayout.JAVA_INT, index, (int) value);
            case UINT8 -> memory.set(ValueLayout.JAVA_BYTE, index, (byte) value);
            case BOOL -> memory.set(ValueLayout.JAVA_BYTE, index, (byte) (value != 0 ? 1 : 0));
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 -> set(memory, index, value);
        }
    }

    /** Rounds to the nearest bfloat16, ties to even; a NaN stays a NaN. */
    public static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }
}
