package dev.nacre.kernels.cuda.loader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a shared object ask for libraries under other names of the same length: {@code libcublas.so.13} in place of
 * {@code libcublas.so.12}.
 *
 * <p>An ELF file names what it needs once in its table of dynamic strings. The entries of DT_NEEDED and the version
 * records of DT_VERNEED point to that one string, and each version record carries a hash of it. So the string is
 * overwritten and the hashes are computed anew; for one digit these are two bytes. Source: System V ABI, chapter 5, and
 * the symbol versioning part of the Linux Standard Base.
 */
public final class ElfRetarget {
    private static final int ELF_MAGIC = 0x464C457F;
    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final long DT_NEEDED = 1;
    private static final long DT_STRTAB = 5;
    private static final long DT_VERNEED = 0x6FFFFFFEL;
    private static final long DT_VERNEEDNUM = 0x6FFFFFFFL;

    /** Where a piece of the file lies when it is loaded. */
    private record Segment(long address, long offset, long bytes) { }

    private final ByteBuffer image;
    private final Map<String, String> names;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Long> needed = new ArrayList<>();
    private final Set<String> replaced = new HashSet<>();
    private long strings;
    private long versions;
    private long versionFiles;

    private ElfRetarget(byte[] file, Map<String, String> names) {
        this.image = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
        this.names = names;
    }

    /**
     * A copy of a 64-bit little-endian shared object in which every needed library that is a key of {@code names} has
     * the value as its name.
     *
     * @throws IllegalArgumentException if it is no such file, a pair of names differs in length, or a name is not there
     */
    public static byte[] retarget(byte[] file, Map<String, String> names) {
        names.forEach((from, to) -> {
            if (from.length() != to.length()) {
                throw new IllegalArgumentException(from + " cannot become " + to + ": the names differ in length");
            }
        });
        ElfRetarget work = new ElfRetarget(file, names);
        try {
            work.readHeaders();
            work.replaceNames();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the shared object is damaged: a table points outside the file", e);
        }
        if (!work.replaced.equals(names.keySet())) {
            throw new IllegalArgumentException("the shared object does not need all of " + names.keySet() + ", only "
                    + work.replaced);
        }
        return work.image.array();
    }

    private void readHeaders() {
        boolean header64 = image.capacity() >= 64 && image.getInt(0) == ELF_MAGIC;
        if (!header64 || image.get(4) != 2 || image.get(5) != 1) {
            throw new IllegalArgumentException("not a 64-bit little-endian ELF file");
        }
        Segment dynamic = null;
        int header = at(image.getLong(32));
        for (int i = 0; i < image.getShort(56); i++, header += image.getShort(54)) {
            Segment segment = new Segment(image.getLong(header + 16), image.getLong(header + 8),
                    image.getLong(header + 32));
            if (image.getInt(header) == PT_LOAD) {
                segments.add(segment);
            } else if (image.getInt(header) == PT_DYNAMIC) {
                dynamic = segment;
            }
        }
        if (dynamic == null) {
            throw new IllegalArgumentException("the ELF file has no dynamic section: it is no shared object");
        }
        readDynamic(dynamic);
    }

    private void readDynamic(Segment dynamic) {
        for (long entry = dynamic.offset; entry < dynamic.offset + dynamic.bytes; entry += 16) {
            long tag = image.getLong(at(entry));
            long value = image.getLong(at(entry + 8));
            if (tag == 0) {
                return;
            } else if (tag == DT_NEEDED) {
                needed.add(value);
            } else if (tag == DT_STRTAB) {
                strings = offsetOf(value);
            } else if (tag == DT_VERNEED) {
                versions = offsetOf(value);
            } else if (tag == DT_VERNEEDNUM) {
                versionFiles = value;
            }
        }
    }

    private void replaceNames() {
        needed.forEach(this::replace);
        long file = versions;
        for (long i = 0; i < versionFiles; i++) {
            replace(image.getInt(at(file + 4)));
            long version = file + image.getInt(at(file + 8));
            for (int k = 0; k < image.getShort(at(file + 2)); k++) {
                long name = image.getInt(at(version + 8));
                replace(name);
                image.putInt(at(version), hash(string(name)));
                version += image.getInt(at(version + 12));
            }
            file += image.getInt(at(file + 12));
        }
    }

    private void replace(long name) {
        String old = string(name);
        String fresh = names.get(old);
        if (fresh != null) {
            image.put(at(strings + name), fresh.getBytes(StandardCharsets.US_ASCII));
            replaced.add(old);
        }
    }

    private String string(long name) {
        int start = at(strings + name);
        int end = start;
        while (image.get(end) != 0) {
            end++;
        }
        return new String(image.array(), start, end - start, StandardCharsets.US_ASCII);
    }

    private long offsetOf(long address) {
        for (Segment segment : segments) {
            if (address >= segment.address && address < segment.address + segment.bytes) {
                return address - segment.address + segment.offset;
            }
        }
        throw new IllegalArgumentException("the shared object is damaged: a table lies in no segment");
    }

    private int at(long offset) {
        return Math.toIntExact(offset);
    }

    /** The hash of names in ELF files. */
    static int hash(String name) {
        int hash = 0;
        for (byte letter : name.getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash << 4) + (letter & 0xFF);
            int top = hash & 0xF0000000;
            hash = (hash ^ top >>> 24) & ~top;
        }
        return hash;
    }
}
