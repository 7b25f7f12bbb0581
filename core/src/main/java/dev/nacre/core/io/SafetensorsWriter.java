package dev.nacre.core.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects tensors and writes them as one safetensors file, atomically. The same tensors give the same bytes, whatever
 * the order in which they were added: by type in the order of {@link StoredType}, then by name.
 */
public final class SafetensorsWriter {
    private static final int HEADER_ALIGNMENT = 8;

    private record Pending(String name, StoredType type, List<Long> shape, MemorySegment bytes) {
    }

    private final Map<String, Pending> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new TreeMap<>();

    /** Without tensors or metadata yet. */
    public SafetensorsWriter() {
    }

    /** Adds one free text. */
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /**
     * Adds one tensor. The bytes are read when the file is written, not copied now.
     *
     * @param name  a state-dict name, not used before
     * @param type  how the bytes hold the elements, little-endian
     * @param shape sizes in the file's layout
     * @param bytes the elements, row-major; exactly as many as type and shape say
     * @throws IllegalArgumentException if the name is taken, or the bytes do not fit
     */
    public SafetensorsWriter add(String name, StoredType type, List<Long> shape, MemorySegment bytes) {
        long expected = shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
        if (expected != bytes.byteSize()) {
            throw new IllegalArgumentException("Tensor \"" + name + "\" of shape " + shape + " and type " + type
                    + " takes " + expected + " bytes, and " + bytes.byteSize() + " were given.");
        } else if (name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("The name " + name + " is reserved by the format; rename the tensor.");
        } else if (tensors.putIfAbsent(name, new Pending(name, type, List.copyOf(shape), bytes)) != null) {
            throw new IllegalArgumentException("Tensor \"" + name + "\" was added twice; names must differ.");
        }
        return this;
    }

    /** Adds one float32 tensor from an array. */
    public SafetensorsWriter add(String name, List<Long> shape, float... values) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[Math.multiplyExact(values.length, Float.BYTES)]);
        for (int i = 0; i < values.length; i++) {
            bytes.set(StoredValues.FLOAT, 4L * i, values[i]);
        }
        return add(name, StoredType.F32, shape, bytes);
    }

    /**
     * Writes the file, replacing one that is there.
     *
     * @throws CheckpointException if it cannot be written; a file that was there is then untouched
     */
    public void write(Path target) {
        List<Pending> ordered = tensors.values().stream()
                .sorted(Comparator.comparing(Pending::type).thenComparing(Pending::name))
                .toList();
        byte[] header = header(ordered);
        try {
            AtomicFile.write(target, channel -> {
                AtomicFile.writeFully(channel, ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).flip());
                AtomicFile.writeFully(channel, ByteBuffer.wrap(header));
                for (Pending tensor : ordered) {
                    AtomicFile.writeFully(channel, tensor.bytes());
                }
            });
        } catch (IOException failed) {
            throw new CheckpointException(target + " cannot be written (" + failed.getMessage()
                    + "); check the directory, its permissions and the free space.", failed);
        }
    }

    private byte[] header(List<Pending> ordered) {
        Map<String, Json> fields = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            Map<String, Json> texts = new LinkedHashMap<>();
            metadata.forEach((key, value) -> texts.put(key, new Json.Text(value)));
            fields.put(SafetensorsHeader.METADATA, new Json.Fields(texts));
        }
        long offset = 0;
        for (Pending tensor : ordered) {
            long end = offset + tensor.bytes().byteSize();
            fields.put(tensor.name(), Json.object()
                    .with("dtype", tensor.type().name())
                    .with("shape", whole(tensor.shape()))
                    .with("data_offsets", whole(List.of(offset, end))));
            offset = end;
        }
        String text = JsonWriter.compact(new Json.Fields(fields));
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        int padding = -length & (HEADER_ALIGNMENT - 1);
        if (length + padding > SafetensorsHeader.MAX_LENGTH) {
            throw new IllegalArgumentException("The names and metadata take " + length + " bytes, and the format"
                    + " allows " + SafetensorsHeader.MAX_LENGTH + "; split the file.");
        }
        return (text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
    }

    private static Json whole(List<Long> values) {
        return new Json.Items(values.stream().map(value -> (Json) new Json.Whole(value)).toList());
    }
}
