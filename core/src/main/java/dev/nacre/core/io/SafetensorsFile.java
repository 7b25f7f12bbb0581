package dev.nacre.core.io;

import dev.nacre.core.DType;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * A safetensors file, mapped into memory: opening reads the header alone, and pages of data come in when they are
 * touched. The whole header is checked before anything is answered, so a damaged or hostile file fails here, with a
 * {@link CheckpointException}, and nowhere else.
 *
 * <p>Any thread may read. The segments that {@link #bytes(String)} gives live until {@link #close()}; a later access is
 * an {@link IllegalStateException}. The file must not be shortened by another program while it is open.
 *
 * @see <a href="https://github.com/huggingface/safetensors">The format</a>
 */
public final class SafetensorsFile implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment content;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path path, Arena arena, MemorySegment content) {
        this.path = path;
        this.arena = arena;
        this.content = content;
        this.header = SafetensorsHeader.read(path, content);
    }

    /**
     * Maps the file and checks its header.
     *
     * @throws CheckpointException if the file is absent, unreadable, or not a well-formed safetensors file
     */
    public static SafetensorsFile open(Path path) {
        if (Files.isDirectory(path)) {
            throw new CheckpointException(path + " is a directory; name the safetensors file itself.");
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new SafetensorsFile(path, arena, content);
        } catch (NoSuchFileException absent) {
            arena.close();
            throw new CheckpointException(path + " does not exist; check the path.", absent);
        } catch (IOException unreadable) {
            arena.close();
            throw new CheckpointException(
                    path + " cannot be read (" + unreadable.getMessage() + "); check its permissions.", unreadable);
        } catch (RuntimeException | Error unusable) {
            arena.close();
            throw unusable;
        }
    }

    /** The path that was opened. */
    public Path path() {
        return path;
    }

    /** The free texts that the file carries; empty if it has none. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** All tensors, in the order of their data in the file. */
    public Collection<StoredTensor> tensors() {
        return header.tensors().values();
    }

    /** The tensor of that name, or nothing. */
    public Optional<StoredTensor> find(String name) {
        return Optional.ofNullable(header.tensors().get(name));
    }

    /**
     * The tensor of that name.
     *
     * @throws CheckpointException if the file has none, naming the nearest names that it has
     */
    public StoredTensor tensor(String name) {
        return find(name).orElseThrow(() -> new CheckpointException(
                path + " has no tensor \"" + name + "\"; " + NearMiss.hint(name, header.tensors().keySet()) + "."));
    }

    /** The elements as they lie in the file: little-endian, row-major in the file's layout, read-only, not aligned. */
    public MemorySegment bytes(String name) {
        StoredTensor tensor = tensor(name);
        return content.asSlice(header.dataStart() + tensor.offset(), tensor.bytes());
    }

    /**
     * The tensor on the current device, in its own element type and in our order of dimensions.
     *
     * @param layout how the file orders its dimensions
     * @throws CheckpointException if the file has no such tensor, its elements are of a type without arithmetic, or it
     *                             has not the number of dimensions that the layout needs
     */
    public Tensor read(String name, FileLayout layout) {
        StoredTensor stored = tensor(name);
        DType type = stored.type().dtype().orElseThrow(() -> StoredValues.unsupported(path, stored, "a tensor"));
        if (!layout.fits(stored.shape().rank())) {
            throw new CheckpointException("Tensor \"" + name + "\" of " + path + " has the shape " + stored.shape()
                    + ", which is not a " + layout + " layout; the file is of another model.");
        }
        try (Scope scope = Scope.open("reading " + name)) {
            return scope.keep(layout.fromFile(Tensor.of(type, stored.shape(), bytes(name))));
        }
    }

    /** The elements as float32; of F32, F16, BF16 (both exact) or F64 (rounded); fewer than 2³¹ of them. */
    public float[] floats(String name) {
        return StoredValues.floats(path, tensor(name), bytes(name));
    }

    /** The elements as float64, exactly; of any floating-point type that {@link #floats(String)} reads. */
    public double[] doubles(String name) {
        return StoredValues.doubles(path, tensor(name), bytes(name));
    }

    /** The elements as int64; of I64, I32, U8 or BOOL (0 and 1). */
    public long[] longs(String name) {
        return StoredValues.longs(path, tensor(name), bytes(name));
    }

    /** Unmaps the file. Closing twice does nothing. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    @Override
    public String toString() {
        return path + " (" + header.tensors().size() + " tensors)";
    }
}
