package dev.nacre.core.io;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Decodes the elements of one stored tensor into a Java array. */
final class StoredValues {
    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private StoredValues() {
    }

    static float[] floats(Path file, StoredTensor tensor, MemorySegment bytes) {
        float[] values = new float[arrayLength(file, tensor)];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (tensor.type()) {
                case F32 -> bytes.get(FLOAT, 4L * i);
                case F16 -> Float.float16ToFloat(bytes.get(SHORT, 2L * i));
                case BF16 -> bfloat16(bytes.get(SHORT, 2L * i));
                case F64 -> (float) bytes.get(DOUBLE, 8L * i);
                default -> throw unsupported(file, tensor, "floating-point numbers");
            };
        }
        return values;
    }

    static double[] doubles(Path file, StoredTensor tensor, MemorySegment bytes) {
        double[] values = new double[arrayLength(file, tensor)];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (tensor.type()) {
                case F64 -> bytes.get(DOUBLE, 8L * i);
                case F32 -> bytes.get(FLOAT, 4L * i);
                case F16 -> Float.float16ToFloat(bytes.get(SHORT, 2L * i));
                case BF16 -> bfloat16(bytes.get(SHORT, 2L * i));
                default -> throw unsupported(file, tensor, "floating-point numbers");
            };
        }
        return values;
    }

    static long[] longs(Path file, StoredTensor tensor, MemorySegment bytes) {
        long[] values = new long[arrayLength(file, tensor)];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (tensor.type()) {
                case I64 -> bytes.get(LONG, 8L * i);
                case I32 -> bytes.get(INT, 4L * i);
                case U8 -> bytes.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
                case BOOL -> bytes.get(ValueLayout.JAVA_BYTE, i) == 0 ? 0 : 1;
                default -> throw unsupported(file, tensor, "whole numbers");
            };
        }
        return values;
    }

    private static float bfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    private static int arrayLength(Path file, StoredTensor tensor) {
        if (tensor.elements() > Integer.MAX_VALUE - 8) {
            throw new CheckpointException("Tensor \"" + tensor.name() + "\" of " + file + " has " + tensor.elements()
                    + " elements, too many for a Java array; read its bytes instead.");
        }
        return (int) tensor.elements();
    }

    static CheckpointException unsupported(Path file, StoredTensor tensor, String wanted) {
        return new CheckpointException("Tensor \"" + tensor.name() + "\" of " + file + " holds " + tensor.type()
                + " elements, which cannot be read as " + wanted + "; convert the tensor before saving it.");
    }
}
