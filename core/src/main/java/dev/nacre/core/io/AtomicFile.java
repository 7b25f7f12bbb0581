package dev.nacre.core.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a file whole or not at all: into a temporary file beside the target, forced to the disk, then renamed over it.
 * A crash at any moment leaves the old file or the new one.
 */
public final class AtomicFile {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final Set<StandardOpenOption> NEW_FILE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final AtomicLong COUNTER = new AtomicLong();

    private AtomicFile() {
    }

    /** What fills the file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to the channel, which the caller opens and closes. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Creates or replaces the target.
     *
     * @throws IOException if it could not be written; the target is then as it was before
     */
    public static void write(Path target, Content content) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path part = absolute.resolveSibling("." + absolute.getFileName() + "." + ProcessHandle.current().pid() + "-"
                + COUNTER.incrementAndGet() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(part, NEW_FILE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        forceDirectory(absolute.getParent());
    }

    /** Creates or replaces the target with a text in UTF-8. */
    public static void write(Path target, String text) throws IOException {
        write(target, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Creates or replaces the target with these bytes. */
    public static void write(Path target, byte[] bytes) throws IOException {
        write(target, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
    }

    /**
     * Removes the temporary files that killed processes left in a directory. Nobody else may be writing there.
     *
     * @throws IOException if the directory cannot be read, or a file not removed
     */
    public static void sweep(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, ".*.part")) {
            for (Path part : left) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Writes the bytes of a segment, on or off the heap, of any size. */
    static void writeFully(FileChannel channel, MemorySegment bytes) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.min(CHUNK_BYTES, bytes.byteSize()));
        MemorySegment window = MemorySegment.ofBuffer(chunk);
        for (long done = 0; done < bytes.byteSize(); done += CHUNK_BYTES) {
            int size = (int) Math.min(CHUNK_BYTES, bytes.byteSize() - done);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, done, window, ValueLayout.JAVA_BYTE, 0, size);
            writeFully(channel, chunk.clear().limit(size));
        }
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notOffered) {
            // Windows cannot open a directory; there the rename itself is journaled.
            System.getLogger(AtomicFile.class.getName())
                    .log(System.Logger.Level.DEBUG, "This file system does not force directories", notOffered);
        }
    }
}
