package dev.nacre.nn.train.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A protocol-buffers message in the making: fields by their numbers, as the wire format has them. */
final class Message {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_AND_BYTES = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An int64, int32 or enum field. */
    Message whole(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /** A double field. */
    Message decimal(int field, double value) {
        tag(field, EIGHT_BYTES);
        out.writeBytes(littleEndian(Double.BYTES).putDouble(value).array());
        return this;
    }

    /** A float field. */
    Message single(int field, float value) {
        tag(field, FOUR_BYTES);
        out.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
        return this;
    }

    /** A repeated double field, packed. */
    Message decimals(int field, double[] values) {
        ByteBuffer packed = littleEndian(values.length * Double.BYTES);
        for (double value : values) {
            packed.putDouble(value);
        }
        return bytes(field, packed.array());
    }

    /** A string field. */
    Message text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A message field. */
    Message message(int field, Message value) {
        return bytes(field, value.toBytes());
    }

    /** A bytes field. */
    Message bytes(int field, byte[] value) {
        tag(field, LENGTH_AND_BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    /** Seven bits at a time, the lowest first; the eighth says that more follow. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
