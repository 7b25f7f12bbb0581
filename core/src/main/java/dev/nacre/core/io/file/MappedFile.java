package dev.nacre.core.io.file;

import dev.nacre.core.io.CheckpointException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file mapped into memory, read-only: pages come in when they are touched, and never go onto the heap. */
public final class MappedFile implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment content;

    private MappedFile(Path path, Arena arena, MemorySegment content) {
        this.path = path;
        this.arena = arena;
        this.content = content;
    }

    /**
     * Maps the whole file; any thread may read it.
     *
     * @throws CheckpointException if it is absent, unreadable, or not a regular file
     */
    public static MappedFile open(Path path) {
        if (!Files.exists(path)) {
            throw new CheckpointException(path + " does not exist; check the path.");
        } else if (Files.isDirectory(path)) {
            throw new CheckpointException(path + " is a directory; name the file itself.");
        } else if (!Files.isRegularFile(path)) {
            throw new CheckpointException(path + " is not a regular file; copy its content to one.");
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new MappedFile(path, arena, content);
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

    /** All its bytes; alive until {@link #close()}. */
    public MemorySegment content() {
        return content;
    }

    /** Unmaps the file; closing twice does nothing. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
