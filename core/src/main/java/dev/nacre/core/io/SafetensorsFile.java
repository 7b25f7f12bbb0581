package dev.nacre.core.io;

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
 * @see <a href="https://github.com/huggingface/safetensors">The format</a>
 */
public final class SafetensorsFile implements Checkpoint {
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

    @Override
    public Path path() {
        return path;
    }

    /** The free texts that the file carries; empty if it has none. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public Json.Fields description() {
        Json.Fields texts = Json.object();
        for (Map.Entry<String, String> text : metadata().entrySet()) {
            texts = texts.with(text.getKey(), text.getValue());
        }
        return texts;
    }

    /** All tensors, in the order of their data in the file. */
    @Override
    public Collection<StoredTensor> tensors() {
        return header.tensors().values();
    }

    @Override
    public Optional<StoredTensor> find(String name) {
        return Optional.ofNullable(header.tensors().get(name));
    }

    @Override
    public MemorySegment bytes(String name) {
        StoredTensor tensor = tensor(name);
        return content.asSlice(header.dataStart() + header.offsets().get(name), tensor.bytes());
    }

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
