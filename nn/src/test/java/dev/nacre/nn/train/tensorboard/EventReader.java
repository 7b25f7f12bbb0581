package dev.nacre.nn.train.tensorboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads event files, written apart from the writer: a message becomes a map from field number to the values of that
 * field, numbers as Long, Double or Float, everything else as bytes.
 */
final class EventReader {
    private EventReader() {
    }

    static List<Map<Integer, List<Object>>> events(Path file) {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Map<Integer, List<Object>>> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = new byte[8];
            bytes.get(bytes.position(), length);
            byte[] event = new byte[Math.toIntExact(bytes.getLong())];
            check(bytes.getInt(), length);
            bytes.get(event);
            check(bytes.getInt(), event);
            events.add(fields(event));
        }
        return events;
    }

    /** CRC-32C bit by bit, and TensorFlow's mask. */
    private static void check(int stored, byte[] bytes) {
        int crc = ~0;
        for (byte b : bytes) {
            crc ^= b & 0xFF;
            for (int i = 0; i < 8; i++) {
                crc = crc >>> 1 ^ ((crc & 1) != 0 ? 0x82F63B78 : 0);
            }
        }
        crc = ~crc;
        if ((crc >>> 15 | crc << 17) + 0xA282EAD8 != stored) {
            throw new AssertionError("a checksum is wrong");
        }
    }

    static Map<Integer, List<Object>> fields(Object message) {
        ByteBuffer bytes = ByteBuffer.wrap((byte[]) message).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<Object>> fields = new LinkedHashMap<>();
        while (bytes.hasRemaining()) {
            long tag = varint(bytes);
            Object value = switch ((int) (tag & 7)) {
                case 0 -> varint(bytes);
                case 1 -> bytes.getDouble();
                case 2 -> {
                    byte[] content = new byte[Math.toIntExact(varint(bytes))];
                    bytes.get(content);
                    yield content;
                }
                case 5 -> bytes.getFloat();
                default -> throw new AssertionError("wire type " + (tag & 7));
            };
            fields.computeIfAbsent((int) (tag >>> 3), field -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes.get();
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    static double[] doubles(Object packed) {
        ByteBuffer bytes = ByteBuffer.wrap((byte[]) packed).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[bytes.remaining() / Double.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getDouble();
        }
        return values;
    }

    /** The values of an event's summary, by tag. */
    static Map<String, Map<Integer, List<Object>>> summary(Map<Integer, List<Object>> event) {
        Map<String, Map<Integer, List<Object>>> values = new LinkedHashMap<>();
        for (Object value : fields(event.get(5).getFirst()).get(1)) {
            Map<Integer, List<Object>> fields = fields(value);
            values.put(text(fields.get(1).getFirst()), fields);
        }
        return values;
    }
}
