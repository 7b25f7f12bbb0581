package dev.nacre.mammo.prepare;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.StoredType;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.nn.InputException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Prepared pictures of one recipe in one mapped file: a safetensors file with a tensor {@code [height, width]} of 8- or
 * 16-bit levels for each picture, under its name, and in the metadata the recipe and for each picture what the recipe
 * did to it and a CRC-32C, which is checked whenever the picture is taken. Anything that reads safetensors can read it.
 *
 * <p>Safe for use by many threads.
 */
public final class PictureStore implements PictureSource, AutoCloseable {
    /** The file's only metadata key. */
    static final String KEY = "nacre";
    private static final String APPLIED = "applied";
    private static final String CHECKSUM = "crc32c";
    private static final ValueLayout.OfShort LITTLE_ENDIAN =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final Path root;
    private final SafetensorsFile tensors;
    private final PixelRecipe recipe;
    private final Map<String, Json> pictures;

    private PictureStore(Path file, Path root, SafetensorsFile tensors) {
        this.file = file;
        this.root = root;
        this.tensors = tensors;
        Json description = Json.parse(tensors.metadata().getOrDefault(KEY, "{}"));
        this.recipe = PixelRecipe.fromJson(description.get("recipe"));
        this.pictures = description.get("pictures").fields();
    }

    /**
     * Opens a store.
     *
     * @param root the folder that the names in the store are meant against when a picture is asked for by its path
     * @throws CheckpointException if it is missing, damaged, or no store
     */
    public static PictureStore open(Path file, Path root) {
        SafetensorsFile tensors = SafetensorsFile.open(file);
        try {
            return new PictureStore(file, root, tensors);
        } catch (JsonException other) {
            tensors.close();
            throw new CheckpointException(file + " is no store of prepared pictures (" + other.getMessage()
                    + "); take a file that prepare wrote", other);
        }
    }

    @Override
    public PixelRecipe recipe() {
        return recipe;
    }

    /** Whether it holds a picture of this path. */
    public boolean contains(Path path) {
        return contains(name(path));
    }

    private boolean contains(String name) {
        return pictures.containsKey(name) && tensors.find(name).isPresent();
    }

    /** Whether it holds this very picture. */
    boolean contains(String name, long crc32c) {
        return contains(name) && pictures.get(name).get(CHECKSUM).whole() == crc32c;
    }

    @Override
    public PreparedPicture picture(Path path) {
        String name = name(path);
        MemorySegment bytes = levels(name);
        boolean wide = tensors.tensor(name).type() == StoredType.U16;
        float[] levels = new float[recipe.elements()];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = wide ? Short.toUnsignedInt(bytes.get(LITTLE_ENDIAN, 2L * index))
                    : Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, index));
        }
        return new PreparedPicture(recipe.fit().height(), recipe.fit().width(), wide ? Short.SIZE : Byte.SIZE, levels,
                AppliedRecipe.fromJson(pictures.get(name).get(APPLIED)));
    }

    /** The checked bytes of a picture, as the file holds them. */
    MemorySegment levels(String name) {
        if (!contains(name)) {
            throw new InputException("the store " + file + " holds no picture " + name
                    + ": prepare it, or correct the name in your table");
        }
        MemorySegment bytes = tensors.bytes(name);
        long expected = (long) recipe.elements() * tensors.tensor(name).type().bytes();
        if (bytes.byteSize() != expected) {
            throw new InputException("picture " + name + " in the store " + file + " has " + bytes.byteSize()
                    + " bytes, its recipe says " + expected + ": prepare the pictures again");
        }
        check(bytes, pictures.get(name).get(CHECKSUM).whole(), name, file);
        return bytes;
    }

    private String name(Path path) {
        return PreparedNames.slashed(path.startsWith(root) ? root.relativize(path) : path);
    }

    /** Each picture's checksum, besides its presence. */
    @Override
    public void check(Collection<Path> files) {
        files.forEach(path -> levels(name(path)));
    }

    /** @throws InputException if bytes are not those of which the checksum was taken */
    static void check(MemorySegment bytes, long crc32c, String name, Path file) {
        if (crc32c(bytes) != crc32c) {
            throw new InputException("picture " + name + " in " + file + " is damaged (its checksum differs): remove"
                    + " the file and prepare the pictures again");
        }
    }

    /** The store's description of its pictures. */
    static Json.Fields description(PixelRecipe recipe, Collection<PreparationRow.Picture> pictures) {
        Map<String, Json> described = new LinkedHashMap<>();
        for (PreparationRow.Picture picture : pictures) {
            described.put(picture.name(),
                    Json.object().with(CHECKSUM, picture.crc32c()).with(APPLIED, picture.applied()));
        }
        return Json.object().with("recipe", recipe.toJson()).with("pictures", new Json.Fields(described))
                .with("notice", "Research use, not for diagnosis.");
    }

    /** The checksum of a segment. */
    static long crc32c(MemorySegment bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.asByteBuffer());
        return sum.getValue();
    }

    /** Levels as a store holds them. */
    static byte[] bytes(GreyPicture picture, StoredType type) {
        short[] levels = picture.levels();
        byte[] bytes = new byte[levels.length * type.bytes()];
        MemorySegment target = MemorySegment.ofArray(bytes);
        for (int index = 0; index < levels.length; index++) {
            if (type == StoredType.U16) {
                target.set(LITTLE_ENDIAN, 2L * index, levels[index]);
            } else {
                bytes[index] = (byte) levels[index];
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        tensors.close();
    }
}
