package dev.nacre.core.io.file;

import dev.nacre.core.io.CheckpointException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.function.Function;

/**
 * A file mapped into memory, read-only: pages come in when they are touched, and never go onto the heap. A page stays
 * resident as long as its mapping, so what is read once and copied goes through {@link #briefly}, with a mapping of its
 * own.
 */
public final class MappedFile implements AutoCloseable {
    private final Path path;
    private final Identity identity;
    private final Arena arena;
    private final MemorySegment content;

    private MappedFile(Path path, Identity identity, Arena arena, MemorySegment content) {
        this.path = path;
        this.identity = identity;
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
            return new MappedFile(path, Identity.of(path), arena, content);
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

    /**
     * Maps a part of the file while {@code use} runs, so that its pages are given back at once. The segment must not be
     * kept. Where no new mapping can be had, or another file has taken this one's place, the lasting one serves.
     *
     * @throws IllegalStateException if the file was closed
     * @throws CheckpointException   if the file was written to since it was opened
     */
    public <R> R briefly(long offset, long length, Function<MemorySegment, R> use) {
        MemorySegment lasting = content.asSlice(offset, length);
        if (!arena.scope().isAlive()) {
            throw new IllegalStateException(path + " was closed");
        }
        try (Arena own = Arena.ofConfined()) {
            return use.apply(mapped(offset, length, own, lasting));
        }
    }

    private MemorySegment mapped(long offset, long length, Arena own, MemorySegment otherwise) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            Identity now = Identity.of(path);
            if (now.equals(identity)) {
                return channel.map(FileChannel.MapMode.READ_ONLY, offset, length, own);
            } else if (now.key().equals(identity.key())) {
                throw new CheckpointException(path + " was written to while it was open, so what was read before and"
                        + " what is in it now may be of two models; open it again.");
            }
            return otherwise;
        } catch (IOException refused) {
            // Such as an interrupt of this thread, or too many open files.
            return otherwise;
        }
    }

    /** Unmaps the file; closing twice does nothing. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    /** Tells a file from one that was moved into its place; the key is null where the file system has none. */
    private record Identity(Object key, FileTime modified, long size) {
        static Identity of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Identity(Objects.toString(attributes.fileKey()), attributes.lastModifiedTime(),
                    attributes.size());
        }
    }
}
