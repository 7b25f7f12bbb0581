package dev.nacre.core.io;

import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Collects tensors and writes them as one safetensors file, atomically. The same tensors give the same bytes, whatever
 * the order in which they were added: by type in the order of {@link StoredType}, then by name. Elements are copied
 * while writing, one tensor at a time, unless {@link #copyNow} was called; a writer writes one file.
 */
public final class SafetensorsWriter {
    private static final int HEADER_ALIGNMENT = 8;

    private interface Elements {
        MemorySegment bytes(Arena arena);
    }

    private record Pending(String name, StoredType type, Shape shape, Elements elements) {
    }

    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final Map<String, String> metadata = new TreeMap<>();
    private final List<Tensor> held = new ArrayList<>();
    private Arena copies;

    /** Without tensors or metadata yet. */
    public SafetensorsWriter() {
    }

    /** Adds one free text. */
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /**
     * Adds one tensor, which may be closed afterwards.
     *
     * @param name   a state-dict name, not used before
     * @param layout how the file shall order its dimensions
     * @throws IllegalArgumentException if the name is taken, or the layout is not for that many dimensions
     */
    public SafetensorsWriter add(String name, Tensor tensor, FileLayout layout) {
        Shape shape = layout.toFile(tensor.shape());
        Tensor hold = tensor.hold();
        held.add(hold);
        add(new Pending(name, StoredType.of(tensor.type()), shape, arena -> inFileOrder(name, hold, layout, arena)));
        return this;
    }

    /** Adds the current value of one entry of a model, under its name and in its layout. */
    public SafetensorsWriter add(StateEntry entry) {
        return add(entry.name(), entry.value().get(), entry.layout());
    }

    private static MemorySegment inFileOrder(String name, Tensor ours, FileLayout layout, Arena arena) {
        Scope scope = Scope.open("writing " + name);
        try {
            return layout.toFile(ours).download(arena);
        } finally {
            scope.close();
        }
    }

    /**
     * Adds one tensor from its elements as the file holds them, which must stay as they are until the file is written.
     *
     * @param name  a state-dict name, not used before
     * @param type  how the bytes hold the elements, little-endian
     * @param shape sizes in the file's layout
     * @param bytes the elements, row-major; exactly as many as type and shape say
     * @throws IllegalArgumentException if the name is taken, or the bytes do not fit
     */
    public SafetensorsWriter add(String name, StoredType type, Shape shape, MemorySegment bytes) {
        if (shape.elements() * type.bytes() != bytes.byteSize()) {
            throw new IllegalArgumentException("Tensor \"" + name + "\" of shape " + shape + " and type " + type
                    + " takes " + shape.elements() * type.bytes() + " bytes, and " + bytes.byteSize() + " were given.");
        }
        add(new Pending(name, type, shape, arena -> bytes));
        return this;
    }

    private void add(Pending tensor) {
        if (tensor.name().equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("The name " + tensor.name() + " is reserved; rename the tensor.");
        } else if (pending.putIfAbsent(tensor.name(), tensor) != null) {
            throw new IllegalArgumentException("Tensor \"" + tensor.name() + "\" was added twice; names must differ.");
        }
    }

    /**
     * Copies all elements to the host, so that {@link #write} may be called later and on another thread, while their
     * device does something else. Their tensors are let go; the copies are when the file is written.
     */
    public void copyNow() {
        Arena arena = Arena.ofShared();
        copies = arena;
        pending.replaceAll((name, tensor) -> {
            MemorySegment bytes = tensor.elements().bytes(arena);
            return new Pending(name, tensor.type(), tensor.shape(), any -> bytes);
        });
        held.forEach(Tensor::close);
        held.clear();
    }

    /**
     * Writes the file, replacing one that is there.
     *
     * @throws CheckpointException if it cannot be written; a file that was there is then untouched
     */
    public void write(Path target) {
        List<Pending> ordered = pending.values().stream()
                .sorted(Comparator.comparing(Pending::type).thenComparing(Pending::name))
                .toList();
        byte[] header = header(ordered);
        try {
            AtomicFile.write(target, channel -> {
                AtomicFile.writeFully(channel, ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).flip());
                AtomicFile.writeFully(channel, ByteBuffer.wrap(header));
                for (Pending tensor : ordered) {
                    try (Arena arena = Arena.ofConfined()) {
                        AtomicFile.writeFully(channel, tensor.elements().bytes(arena));
                    }
                }
            });
        } catch (IOException failed) {
            throw new CheckpointException(target + " cannot be written (" + failed.getMessage()
                    + "); check the directory, its permissions and the free space.", failed);
        } finally {
            held.forEach(Tensor::close);
            if (copies != null) {
                copies.close();
                copies = null;
            }
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
            long end = offset + tensor.shape().elements() * tensor.type().bytes();
            fields.put(tensor.name(), Json.object()
                    .with("dtype", tensor.type().name())
                    .with("shape", whole(tensor.shape().sizes()))
                    .with("data_offsets", whole(offset, end)));
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

    private static Json whole(long... values) {
        return new Json.Items(LongStream.of(values).mapToObj(value -> (Json) new Json.Whole(value)).toList());
    }
}
