package dev.nacre.core.io.zip;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.file.MappedFile;
import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.file.StoredBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A zip archive in a mapped file: its directory, and the content of its entries where it lies in the file. */
public final class ZipArchive {
    /** What a local header begins with; the first bytes of every archive that has an entry. */
    public static final int LOCAL_HEADER = 0x04034b50;

    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int LONGEST_LOCAL_HEADER = LOCAL_HEADER_BYTES + 2 * 0xFFFF;
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MappedFile file;
    private final Refusal refusal;
    private final ZipDirectory directory;
    private final Map<String, ZipEntry> entries;

    /**
     * Reads the directory at the end of the archive, and nothing else.
     *
     * @throws dev.nacre.core.io.CheckpointException if there is none, or it does not fit the file
     */
    public ZipArchive(MappedFile file, Refusal refusal) {
        this.file = file;
        this.refusal = refusal;
        this.directory = ZipDirectory.locate(file.content(), refusal);
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
        return raw(entry);
    }

    /**
     * The content of an entry, inflated when it is read if it is compressed.
     *
     * @throws CheckpointException if it is compressed in an unknown manner, or lies outside the file
     */
    public StoredBytes content(ZipEntry entry) {
        return entry.method() == ZipEntry.DEFLATED ? new InflatedContent(entry, raw(entry), refusal) : stored(entry);
    }

    /** The bytes of an entry as they lie in the archive, compressed or not. */
    private StoredBytes raw(ZipEntry entry) {
        long room = directory.begin() - LOCAL_HEADER_BYTES - entry.header();
        if (entry.header() < 0 || room < 0 || entry.compressed() < 0 || entry.compressed() > room) {
            throw outside(entry);
        }
        return new Content(entry);
    }

    private CheckpointException outside(ZipEntry entry) {
        return refusal.damaged("its entry " + Refusal.shown(entry.name()) + " of " + entry.compressed()
                + " bytes from byte " + entry.header() + " on does not end before the archive's directory at byte "
                + directory.begin());
    }

    /** Only the local header says where the content begins; it is looked at when the content is. */
    private final class Content implements StoredBytes {
        private final ZipEntry entry;

        private Content(ZipEntry entry) {
            this.entry = entry;
        }

        @Override
        public long size() {
            return entry.compressed();
        }

        @Override
        public MemorySegment read() {
            return after(file.content().asSlice(entry.header(), reach()));
        }

        @Override
        public <R> R briefly(Function<MemorySegment, R> use) {
            return file.briefly(entry.header(), reach(), part -> use.apply(after(part)));
        }

        /** As far as the content may reach, whatever the local header holds. */
        private long reach() {
            return Math.min(LONGEST_LOCAL_HEADER + entry.compressed(), directory.begin() - entry.header());
        }

        private MemorySegment after(MemorySegment header) {
            if (header.get(INT, 0) != LOCAL_HEADER) {
                throw refusal.damaged("no entry begins at byte " + entry.header() + ", where the archive's directory"
                        + " says that " + Refusal.shown(entry.name()) + " does");
            }
            long begin = LOCAL_HEADER_BYTES + Short.toUnsignedLong(header.get(SHORT, 26))
                    + Short.toUnsignedLong(header.get(SHORT, 28));
            if (entry.compressed() > header.byteSize() - begin) {
                throw outside(entry);
            }
            return header.asSlice(begin, entry.compressed());
        }
    }
}
