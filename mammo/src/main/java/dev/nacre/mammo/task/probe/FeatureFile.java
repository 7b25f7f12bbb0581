package dev.nacre.mammo.task.probe;

import dev.nacre.core.Shape;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StoredType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Features of some pictures in a safetensors file: {@code features}, float32 {@code [pictures, width]}, and in the
 * metadata entry {@code nacre} whose encoder made them, the hashes of the pictures in their order, and a CRC-32C.
 */
final class FeatureFile {
    private static final String KEY = "nacre";
    private static final String FAMILY = "picture-features";
    private static final String TENSOR = "features";
    private static final ValueLayout.OfFloat LITTLE_ENDIAN =
            ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);

    private FeatureFile() {
    }

    /** @param features by the hash of the picture, in the order in which they are written; at least one */
    static void write(Path target, String encoder, Map<String, float[]> features) {
        int width = features.values().iterator().next().length;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate((long) features.size() * width * Float.BYTES, Float.BYTES);
            long place = 0;
            for (float[] row : features.values()) {
                for (float value : row) {
                    bytes.setAtIndex(LITTLE_ENDIAN, place++, value);
                }
            }
            List<Json> pictures = features.keySet().stream().<Json>map(Json.Text::new).toList();
            new SafetensorsWriter().metadata(KEY, JsonWriter.compact(Json.object().with("family", FAMILY)
                    .with("encoder", encoder).with("crc32c", checksum(bytes))
                    .with("pictures", new Json.Items(pictures))))
                    .add(TENSOR, StoredType.F32, Shape.of(features.size(), width), bytes).write(target);
        }
    }

    /**
     * Reads those that are wanted.
     *
     * @param found gets them by the hashes of their pictures
     * @throws CheckpointException if the file is damaged or is something else
     */
    static void read(Path source, String encoder, int width, Map<String, float[]> found, Set<String> wanted) {
        try (SafetensorsFile file = SafetensorsFile.open(source)) {
            Json description = Json.parse(file.metadata().getOrDefault(KEY, "{}"));
            List<Json> pictures = description.get("pictures").items();
            if (!description.get("family").text().equals(FAMILY) || !description.get("encoder").text().equals(encoder)
                    || !file.tensor(TENSOR).shape().equals(Shape.of(pictures.size(), width))) {
                throw new CheckpointException(source + " holds features of another encoder, or none; remove it");
            }
            file.withBytes(TENSOR, bytes -> {
                if (checksum(bytes) != description.get("crc32c").whole()) {
                    throw new CheckpointException(source + " is damaged; remove it, and its features are made anew");
                }
                for (int row = 0; row < pictures.size(); row++) {
                    String hash = pictures.get(row).text();
                    if (wanted.contains(hash)) {
                        found.put(hash, row(bytes, row, width));
                    }
                }
                return null;
            });
        } catch (JsonException other) {
            throw new CheckpointException(source + " is no file of features (" + other.getMessage() + "); remove it",
                    other);
        }
    }

    private static float[] row(MemorySegment bytes, int row, int width) {
        float[] values = new float[width];
        for (int column = 0; column < width; column++) {
            values[column] = bytes.getAtIndex(LITTLE_ENDIAN.withByteAlignment(1), (long) row * width + column);
        }
        return values;
    }

    private static long checksum(MemorySegment bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.asByteBuffer());
        return checksum.getValue();
    }
}
