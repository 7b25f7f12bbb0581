package dev.nacre.core.io.zip;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.file.StoredBytes;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The content of an entry that the archive holds compressed; inflated anew whenever it is read. */
final class InflatedContent implements StoredBytes {
    /** DEFLATE cannot do better: 258 bytes in two bits. */
    private static final long BEST_RATIO = 1032;
    private static final long SLACK = 64;

    private final ZipEntry entry;
    private final StoredBytes compressed;
    private final Refusal refusal;

    /** Refuses an entry that claims more than its compressed bytes can hold, or more than a Java array. */
    InflatedContent(ZipEntry entry, StoredBytes compressed, Refusal refusal) {
        this.entry = entry;
        this.compressed = compressed;
        this.refusal = refusal;
        if (entry.size() > BEST_RATIO * compressed.size() + SLACK) {
            throw refusal.damaged("its entry " + Refusal.shown(entry.name()) + " claims to hold " + entry.size()
                    + " bytes in " + compressed.size() + ", which compression cannot do");
        } else if (entry.size() > Integer.MAX_VALUE - 8 || compressed.size() > Integer.MAX_VALUE - 8) {
            throw refusal.unsupported("its entry " + Refusal.shown(entry.name()) + " of " + entry.size()
                    + " bytes is compressed and too large to be inflated", "save it without compression");
        }
    }

    @Override
    public long size() {
        return entry.size();
    }

    @Override
    public MemorySegment read() {
        byte[] content = inflated((int) entry.size());
        CRC32 sum = new CRC32();
        sum.update(content);
        if ((int) sum.getValue() != entry.crc()) {
            throw refusal.damaged("the checksum of its entry " + Refusal.shown(entry.name()) + " is wrong");
        }
        return MemorySegment.ofArray(content).asReadOnly();
    }

    @Override
    public <R> R briefly(Function<MemorySegment, R> use) {
        return use.apply(read());
    }

    @Override
    public MemorySegment start(long length) {
        return MemorySegment.ofArray(inflated((int) Math.min(length, entry.size()))).asReadOnly();
    }

    private byte[] inflated(int length) {
        return compressed.briefly(bytes -> {
            Inflater inflater = new Inflater(true);
            try {
                inflater.setInput(bytes.asByteBuffer());
                return inflated(inflater, array(length));
            } catch (DataFormatException broken) {
                throw damaged();
            } finally {
                inflater.end();
            }
        });
    }

    private byte[] inflated(Inflater inflater, byte[] content) throws DataFormatException {
        int inflated = 0;
        while (inflated < content.length) {
            int more = inflater.inflate(content, inflated, content.length - inflated);
            if (more == 0 && (inflater.finished() || inflater.needsInput() || inflater.needsDictionary())) {
                throw damaged();
            }
            inflated += more;
        }
        return content;
    }

    private byte[] array(int length) {
        try {
            return new byte[length];
        } catch (OutOfMemoryError scarce) {
            throw new CheckpointException("The entry " + Refusal.shown(entry.name()) + " of " + refusal.file()
                    + " takes " + length + " bytes, and Java's heap has no room for them; give -Xmx more.", scarce);
        }
    }

    private CheckpointException damaged() {
        return refusal.damaged("its entry " + Refusal.shown(entry.name()) + " cannot be inflated");
    }
}
