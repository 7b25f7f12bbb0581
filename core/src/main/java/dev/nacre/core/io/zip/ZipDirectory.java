package dev.nacre.core.io.zip;

import dev.nacre.core.io.file.Refusal;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The central directory of a zip archive, found from the end of the file, with the 64-bit extensions.
 *
 * @param content of the whole file
 * @param begin   where it begins, in bytes from the start of the file
 * @param bytes   how long it is
 * @param count   of its entries, as the archive claims
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE 4.3 and 4.5.3</a>
 */
record ZipDirectory(MemorySegment content, long begin, long bytes, long count, Refusal refusal) {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_BYTES = 56;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int EXTRA_64 = 1;
    private static final int ENCRYPTED = 1;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long IN_EXTRA = 0xFFFF_FFFFL;
    /** A published checkpoint has some thousands; each takes about 200 bytes once read. */
    private static final int MOST_ENTRIES = 1_000_000;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static ZipDirectory locate(MemorySegment content, Refusal refusal) {
        long end = end(content, refusal);
        long locator = end - LOCATOR_64_BYTES;
        boolean large = locator >= 0 && content.get(INT, locator) == LOCATOR_64;
        ZipDirectory directory;
        if (large) {
            long end64 = content.get(LONG, locator + 8);
            if (end64 < 0 || end64 > locator - END_64_BYTES || content.get(INT, end64) != END_64) {
                throw refusal.damaged("its 64-bit end record is not at byte " + Long.toUnsignedString(end64)
                        + ", where the archive says");
            }
            directory = new ZipDirectory(content, content.get(LONG, end64 + 48), content.get(LONG, end64 + 40),
                    content.get(LONG, end64 + 32), refusal);
        } else {
            directory = new ZipDirectory(content, Integer.toUnsignedLong(content.get(INT, end + 16)),
                    Integer.toUnsignedLong(content.get(INT, end + 12)),
                    Short.toUnsignedLong(content.get(SHORT, end + 10)), refusal);
        }
        directory.requireInside(end);
        return directory;
    }

    private static long end(MemorySegment content, Refusal refusal) {
        long last = content.byteSize() - END_BYTES;
        for (long at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
            if (content.get(INT, at) == END && Short.toUnsignedLong(content.get(SHORT, at + 20)) == last - at) {
                return at;
            }
        }
        throw refusal.damaged("the end of the archive is missing, so the file of " + content.byteSize()
                + " bytes was probably cut short");
    }

    private void requireInside(long end) {
        if (begin < 0 || bytes < 0 || begin > end || bytes > end - begin) {
            throw refusal.damaged("its directory of " + Long.toUnsignedString(bytes) + " bytes at byte "
                    + Long.toUnsignedString(begin) + " does not lie before its end record at byte " + end);
        } else if (count < 0 || count > MOST_ENTRIES || count > bytes / ENTRY_BYTES) {
            throw refusal.damaged("its directory of " + bytes + " bytes claims " + Long.toUnsignedString(count)
                    + " entries");
        }
    }

    /** By name, in the order of the directory. */
    Map<String, ZipEntry> entries() {
        Map<String, ZipEntry> entries = LinkedHashMap.newLinkedHashMap((int) count);
        MemorySegment directory = content.asSlice(begin, bytes);
        long at = 0;
        long content = 0;
        for (long number = 0; number < count; number++) {
            if (at > bytes - ENTRY_BYTES || directory.get(INT, at) != ENTRY) {
                throw refusal.damaged("entry " + number + " of its directory is not at byte " + (begin + at));
            }
            int nameBytes = Short.toUnsignedInt(directory.get(SHORT, at + 28));
            int extraBytes = Short.toUnsignedInt(directory.get(SHORT, at + 30));
            int commentBytes = Short.toUnsignedInt(directory.get(SHORT, at + 32));
            long next = at + ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
            if (next > bytes) {
                throw refusal.damaged("entry " + number + " of its directory, at byte " + (begin + at)
                        + ", is cut short");
            }
            ZipEntry entry = entry(directory.asSlice(at, next - at), nameBytes, extraBytes);
            if (entries.putIfAbsent(entry.name(), entry) != null) {
                throw refusal.damaged("its entry " + Refusal.shown(entry.name()) + " stands twice in its directory");
            }
            content = Math.min(begin + 1, content) + Math.min(begin + 1, entry.compressed());
            if (content > begin) {
                throw refusal.damaged("the entries of its directory overlap");
            }
            at = next;
        }
        return entries;
    }

    private ZipEntry entry(MemorySegment record, int nameBytes, int extraBytes) {
        byte[] name = record.asSlice(ENTRY_BYTES, nameBytes).toArray(ValueLayout.JAVA_BYTE);
        String path = new String(name, StandardCharsets.UTF_8);
        if ((record.get(SHORT, 8) & ENCRYPTED) != 0) {
            throw refusal.unsupported("its entry " + Refusal.shown(path) + " is encrypted",
                    "save it without a password");
        }
        Wide wide = new Wide(record.asSlice(ENTRY_BYTES + nameBytes, extraBytes));
        // The extension holds only those of the three that do not fit 32 bits, in this order.
        long size = wide.or(Integer.toUnsignedLong(record.get(INT, 24)));
        long compressed = wide.or(Integer.toUnsignedLong(record.get(INT, 20)));
        long header = wide.or(Integer.toUnsignedLong(record.get(INT, 42)));
        if (size < 0 || compressed < 0 || header < 0) {
            throw refusal.damaged("the sizes of its entry " + Refusal.shown(path) + " are impossible");
        }
        return new ZipEntry(path, Short.toUnsignedInt(record.get(SHORT, 10)), record.get(INT, 16), compressed, size,
                header);
    }

    /** The 64-bit numbers of one entry, taken one after the other. */
    private static final class Wide {
        private final MemorySegment extra;
        private long at;
        private long end;

        private Wide(MemorySegment extra) {
            this.extra = extra;
            long field = 0;
            while (field <= extra.byteSize() - 4) {
                long length = Short.toUnsignedLong(extra.get(SHORT, field + 2));
                if (extra.get(SHORT, field) == EXTRA_64) {
                    at = field + 4;
                    end = Math.min(extra.byteSize(), at + length);
                    return;
                }
                field += 4 + length;
            }
        }

        /** The number itself, unless it says that it stands here instead. */
        private long or(long narrow) {
            if (narrow != IN_EXTRA || at > end - Long.BYTES) {
                return narrow;
            }
            at += Long.BYTES;
            return extra.get(LONG, at - Long.BYTES);
        }
    }
}
