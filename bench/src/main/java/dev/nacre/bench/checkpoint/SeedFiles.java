package dev.nacre.bench.checkpoint;

import dev.nacre.core.Shape;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StoredType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** One small checkpoint of every format that is read, made here. */
final class SeedFiles {
    private static final Map<String, byte[]> ALONE = Map.of();
    private static final int HEADER_ALIGNMENT = 64;

    private SeedFiles() {
    }

    /** @param folder for files that are written and removed again */
    static List<CheckpointSample> all(Path folder) {
        try {
            SavedValue state = TrainingState.of(3);
            Path file = folder.resolve("seed");
            TorchZipWriter.write(file, "seed", state);
            byte[] zip = Files.readAllBytes(file);
            byte[] one = safetensors(file, "one");
            byte[] two = safetensors(file, "two");
            Files.delete(file);
            byte[] index = ("{\"metadata\":{\"total_size\":48},"
                    + "\"weight_map\":{\"one\":\"shard-1\",\"two\":\"shard-2\"}}").getBytes(StandardCharsets.UTF_8);
            return List.of(new CheckpointSample("torch-zip", zip, ALONE),
                    new CheckpointSample("torch-sequential", TorchSequentialWriter.bytes(state), ALONE),
                    new CheckpointSample("safetensors", one, ALONE),
                    new CheckpointSample("sharded", index, Map.of("shard-1", one, "shard-2", two)),
                    new CheckpointSample("npy", array("<f4", false), ALONE),
                    new CheckpointSample("npz", new Archive(arrays()).bytes(), ALONE),
                    new CheckpointSample("npz-deflated", deflated(arrays()), ALONE));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static byte[] safetensors(Path file, String name) throws IOException {
        new SafetensorsWriter().metadata("made", "here")
                .add(name, StoredType.F32, Shape.of(2, 3), MemorySegment.ofArray(new float[6]))
                .add(name + ".count", StoredType.I64, Shape.of(), MemorySegment.ofArray(new long[1])).write(file);
        return Files.readAllBytes(file);
    }

    private static Map<String, byte[]> arrays() {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("weight.npy", array("<f4", false));
        arrays.put("column.npy", array("<f8", true));
        arrays.put("big.npy", array(">i2", false));
        arrays.put("truth.npy", array("|b1", false));
        return arrays;
    }

    /** An array of 20 × 30. */
    private static byte[] array(String code, boolean columns) {
        String header = "{'descr': '" + code + "', 'fortran_order': " + (columns ? "True" : "False")
                + ", 'shape': (20, 30), }";
        int padding = HEADER_ALIGNMENT - (10 + header.length() + 1) % HEADER_ALIGNMENT;
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        int bytes = 20 * 30 * (code.charAt(2) - '0');
        ByteBuffer array = ByteBuffer.allocate(10 + text.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
        array.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
        array.putShort((short) text.length).put(text);
        IntStream.range(0, bytes).forEach(index -> array.put((byte) (index % 7)));
        return array.array();
    }

    private static byte[] deflated(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                // The same seed gives the same files on any day.
                header.setTime(0);
                zip.putNextEntry(header);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
