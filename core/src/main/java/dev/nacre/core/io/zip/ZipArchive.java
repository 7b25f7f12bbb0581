package dev.nacre.core.io.zip;

import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.file.StoredBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** A zip archive in a mapped file: its directory, and the content of its entries where it lies in the file. */
public final class ZipArchive {
    /** What a local header begins with; the first bytes of every archive that has an entry. */
    public static final int LOCAL_HEADER = 0x04034b50;

    private static final int LOCAL_HEADER_BYTES = 30;
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment content;
    private final Refusal refusal;
    private final ZipDirectory directory;
    private final Map<String, ZipEntry> entries;

    /**
     * Reads the directory at the end of the archive, and nothing else.
     *
     * @throws dev.nacre.core.io.CheckpointException if there is none, or it does not fit the file
     */
    public ZipArchive(MemorySegment content, Refusal refusal) {
        this.content = content;
        this.refusal = refusal;
        this.directory = ZipDirectory.locate(content, refusal);
        this.entries = Collections.unmodifiableMap(directory.entries());
    }

    /** All entries, in the order of the directory. */
    public Collection<ZipEntry> entries() {
        return entries.values();
    }

    /** The entry of that name, or nothing. */
    public Optional<ZipEntry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /**
     * The content of an entry that is stored as it is: a part of the mapped file, looked up when it is read.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is compressed, or lies outside the file
     */
    public StoredBytes stored(ZipEntry entry) {
        if (entry.method() != ZipEntry.STORED || entry.compressed() != entry.size()) {
            throw refusal.unsupported("its entry " + Refusal.shown(entry.name()) + " is compressed",
                    "unpack it and pack it again without compression (zip -0), or save the file again");
        }
        requireInside(entry);
        return new StoredBytes() {
            @Override
            public long size() {
                return entry.size();
            }

            @Override
            public MemorySegment read() {
                return raw(entry);
            }
        };
    }

    /** The bytes of an entry as they lie in the archive, compressed or not. */
    public MemorySegment raw(ZipEntry entry) {
        requireInside(entry);
        long header = entry.header();
        if (content.get(INT, header) != LOCAL_HEADER) {
            throw refusal.damaged("no entry begins at byte " + header + ", where the archive's directory says that "
                    + Refusal.shown(entry.name()) + " does");
        }
        long begin = header + LOCAL_HEADER_BYTES + Short.toUnsignedInt(content.get(SHORT, header + 26))
                + Short.toUnsignedInt(content.get(SHORT, header + 28));
        if (entry.compressed() > directory.begin() - begin) {
            throw outside(entry);
        }
        return content.asSlice(begin, entry.compressed());
    }

    private void requireInside(ZipEntry entry) {
        long room = directory.begin() - LOCAL_HEADER_BYTES - entry.header();
        if (entry.header() < 0 || room < 0 || entry.compressed() < 0 || entry.compressed() > room) {
            throw outside(entry);
        }
    }

    private RuntimeException outside(ZipEntry entry) {
        return refusal.damaged("its entry " + Refusal.shown(entry.name()) + " of " + entry.compressed()
                + " bytes from byte " + entry.header() + " on does not end before the archive's directory at byte "
                + directory.begin());
    }
}
