package dev.nacre.bench.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes a zip archive of uncompressed entries whose content begins at multiples of 64 bytes, as PyTorch's does, so
 * that it can be mapped. Content passes through piece by piece. Up to 4 GiB and 65,534 entries.
 */
final class StoredZipWriter {
    private static final int ALIGNMENT = 64;
    private static final int PIECE = 1 << 20;
    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int VERSION = 20;
    /** Names are UTF-8. */
    private static final int FLAGS = 1 << 11;
    /** PyTorch's mark for padding: the letters FB. */
    private static final int PADDING = 0x4246;
    private static final int PADDING_HEADER_BYTES = 4;
    /** 1 January 1980: the same content gives the same file. */
    private static final int DATE = 1 << 5 | 1;
    private static final long MOST_BYTES = 0xFFFF_FFFFL;
    private static final int MOST_ENTRIES = 0xFFFE;

    private record Entry(byte[] name, int crc, long size, long header) {
    }

    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    private final WritableByteChannel channel;
    private final List<Entry> entries = new ArrayList<>();
    private long position;

    StoredZipWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    void add(String name, byte[] content) throws IOException {
        add(name, MemorySegment.ofArray(content));
    }

    void add(String name, MemorySegment content) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        long header = position;
        CRC32 crc = new CRC32();
        for (long at = 0; at < content.byteSize(); at += PIECE) {
            crc.update(piece(content, at));
        }
        Entry entry = new Entry(path, (int) crc.getValue(), content.byteSize(), header);
        long unpadded = header + LOCAL_HEADER_BYTES + path.length + PADDING_HEADER_BYTES;
        int padding = (int) (-unpadded & ALIGNMENT - 1);
        Bytes local = new Bytes().four(0x04034b50).two(VERSION);
        common(local, entry);
        local.two(PADDING_HEADER_BYTES + padding).raw(path).two(PADDING).two(padding).raw(new byte[padding]);
        write(local);
        for (long at = 0; at < content.byteSize(); at += PIECE) {
            write(piece(content, at));
        }
        entries.add(entry);
    }

    private ByteBuffer piece(MemorySegment content, long at) {
        int size = (int) Math.min(PIECE, content.byteSize() - at);
        MemorySegment.copy(content, at, MemorySegment.ofBuffer(piece.clear()), 0, size);
        return piece.limit(size);
    }

    /** Writes the directory; nothing can be added afterwards. */
    void finish() throws IOException {
        long begin = position;
        for (Entry entry : entries) {
            Bytes central = new Bytes().four(0x02014b50).two(VERSION).two(VERSION);
            common(central, entry);
            // No extra field, no comment, first disk, no attributes.
            central.two(0).two(0).two(0).two(0).four(0).four(entry.header()).raw(entry.name());
            write(central);
        }
        long end = position;
        if (end > MOST_BYTES || entries.size() > MOST_ENTRIES) {
            throw new IOException("an archive of " + end + " bytes and " + entries.size()
                    + " entries would need the 64-bit extensions");
        }
        write(new Bytes().four(0x06054b50).two(0).two(0).two(entries.size()).two(entries.size()).four(end - begin)
                .four(begin).two(0));
    }

    private static void common(Bytes record, Entry entry) {
        record.two(FLAGS).two(0).two(0).two(DATE).four(entry.crc()).four(entry.size()).four(entry.size())
                .two(entry.name().length);
    }

    private void write(Bytes bytes) throws IOException {
        write(ByteBuffer.wrap(bytes.out.toByteArray()));
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            position += channel.write(bytes);
        }
    }

    /** Little-endian numbers one after the other. */
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes two(int value) {
            return raw(ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) value).array());
        }

        Bytes four(long value) {
            return raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array());
        }

        Bytes raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }
    }
}
