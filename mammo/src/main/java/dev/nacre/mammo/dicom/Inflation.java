package dev.nacre.mammo.dicom;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The inflated bytes of a deflated data set (PS3.5 section A.5). The first pass only counts, so that the memory taken
 * is exact and nothing is taken for a file that claims too much.
 */
final class Inflation {
    /** Deflated files are reports and small pictures; mammograms have syntaxes of their own. */
    static final long MOST_BYTES = 192L << 20;

    private static final int CHUNK = 1 << 16;

    private final MemorySegment deflated;

    Inflation(MemorySegment deflated) {
        this.deflated = deflated;
    }

    /**
     * Everything that can be inflated; a stream that breaks off gives what came before.
     *
     * @param arena owner of the result
     * @throws DicomException if nothing can, or too much could
     */
    MemorySegment inflate(Arena arena) {
        long size = pass(null);
        if (size == 0) {
            throw new DicomException("the file is said to be deflated, but what follows its header cannot be inflated:"
                    + " it is damaged, export it again");
        }
        MemorySegment inflated = allocate(arena, size);
        pass(inflated);
        return inflated;
    }

    private static MemorySegment allocate(Arena arena, long size) {
        try {
            return arena.allocate(size);
        } catch (OutOfMemoryError exhausted) {
            throw new DicomException("the file is deflated and needs " + (size >> 20)
                    + " MiB of memory, which are not free: read fewer files at once", exhausted);
        }
    }

    /** Inflates into the target, which has room for everything, or nowhere; gives the number of bytes. */
    private long pass(MemorySegment target) {
        Inflater inflater = new Inflater(true);
        byte[] input = new byte[CHUNK];
        byte[] output = new byte[CHUNK];
        long consumed = 0;
        long produced = 0;
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(output);
                if (count == 0 && !inflater.needsInput()) {
                    break;
                }
                if (count == 0) {
                    int next = (int) Math.min(CHUNK, deflated.byteSize() - consumed);
                    if (next == 0) {
                        break;
                    }
                    MemorySegment.copy(deflated, ValueLayout.JAVA_BYTE, consumed, input, 0, next);
                    consumed += next;
                    inflater.setInput(input, 0, next);
                }
                if (target != null) {
                    MemorySegment.copy(output, 0, target, ValueLayout.JAVA_BYTE, produced, count);
                }
                produced += count;
                checkSize(produced);
            }
        } catch (DataFormatException damaged) {
            return produced;
        } finally {
            inflater.end();
        }
        return produced;
    }

    private static void checkSize(long produced) {
        if (produced > MOST_BYTES) {
            throw new DicomException("the file is deflated and would take more than " + (MOST_BYTES >> 20)
                    + " MiB: convert it to another transfer syntax");
        }
    }
}
