package dev.nacre.mammo.data;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** SHA-256 of data, to see whether they are the same another time. Names and places do not matter, the order does. */
public final class FileHash {
    private static final int CHUNK = 1 << 18;
    private static final int PIECE = 1 << 16;

    private FileHash() {
    }

    /**
     * The hash of the files' lengths and contents, one after the other: 64 hexadecimal digits.
     *
     * @throws InputException if one cannot be read
     */
    public static String of(Collection<Path> files) {
        MessageDigest digest = digest();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file)) {
                digest.update(ByteBuffer.allocate(Long.BYTES).putLong(channel.size()).flip());
                while (channel.read(chunk.clear()) >= 0) {
                    digest.update(chunk.flip());
                }
            } catch (IOException e) {
                throw new InputException(file + " cannot be read (" + e.getMessage() + "): check its permissions", e);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of texts' lengths in bytes and of the texts, one after the other, in UTF-8. */
    public static String ofTexts(Collection<String> texts) {
        MessageDigest digest = digest();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).flip());
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The hash of a file's length and of its first, middle and last 64 KiB: tells nearly all files apart that differ,
     * without reading them whole.
     *
     * @throws InputException if it cannot be read
     */
    public static String ofPieces(Path file) {
        MessageDigest digest = digest();
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            int length = (int) Math.min(size, PIECE);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
            for (long start : new long[] {0, (size - length) / 2, size - length}) {
                ByteBuffer piece = ByteBuffer.allocate(length);
                while (piece.hasRemaining() && channel.read(piece, start + piece.position()) >= 0) {
                    continue;
                }
                digest.update(piece.flip());
            }
        } catch (IOException e) {
            throw new InputException(file + " cannot be read (" + e.getMessage() + "): check its permissions", e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
