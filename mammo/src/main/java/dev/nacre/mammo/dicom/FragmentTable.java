package dev.nacre.mammo.dicom;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Which fragments make up which frame (PS3.5 section A.4): by an offset table where there is one that makes sense, else
 * one fragment each, else by the marks with which compressed streams begin.
 */
final class FragmentTable {
    private static final int ITEM_HEADER = 8;

    private FragmentTable() {
    }

    /**
     * The index of the first fragment of each frame, and behind them the number of fragments.
     *
     * @throws DicomException if the fragments cannot be told apart
     */
    static int[] firstFragments(List<MemorySegment> fragments, int frames, ByteView offsetTable,
            ByteView extendedTable) {
        if (fragments.isEmpty()) {
            throw new DicomException("the pixel data hold no compressed frame: copy or export the file again");
        }
        if (frames == 1) {
            return new int[] {0, fragments.size()};
        }
        long[] positions = positions(fragments);
        int[] found = fromTable(extendedTable, Long.BYTES, frames, positions);
        if (found == null) {
            found = fromTable(offsetTable, Integer.BYTES, frames, positions);
        }
        if (found == null && fragments.size() == frames) {
            found = new int[frames + 1];
            Arrays.setAll(found, index -> index);
        }
        if (found == null) {
            found = fromStarts(fragments, frames);
        }
        return found;
    }

    /** Of each fragment's item, counted from the first, as offset tables do. */
    private static long[] positions(List<MemorySegment> fragments) {
        long[] positions = new long[fragments.size()];
        long position = 0;
        for (int index = 0; index < positions.length; index++) {
            positions[index] = position;
            position += ITEM_HEADER + fragments.get(index).byteSize();
        }
        return positions;
    }

    private static int[] fromTable(ByteView table, int width, int frames, long[] positions) {
        if (table.size() / width != frames) {
            return null;
        }
        int[] firsts = new int[frames + 1];
        for (int frame = 0; frame < frames; frame++) {
            long offset = (long) frame * width;
            long value = width == Long.BYTES ? table.signedLong(offset) : table.unsignedInt(offset);
            int fragment = Arrays.binarySearch(positions, value);
            boolean ascends = frame == 0 ? fragment == 0 : fragment > firsts[frame - 1];
            if (!ascends) {
                return null;
            }
            firsts[frame] = fragment;
        }
        firsts[frames] = positions.length;
        return firsts;
    }

    private static int[] fromStarts(List<MemorySegment> fragments, int frames) {
        int[] starts = new int[fragments.size() + 1];
        int count = 0;
        for (int index = 0; index < fragments.size(); index++) {
            if (startsStream(fragments.get(index))) {
                starts[count++] = index;
            }
        }
        // A file that breaks off has fewer frames than it claims, and those before the end can still be read.
        if (count == 0 || count > frames || starts[0] != 0) {
            throw new DicomException("the pixel data hold " + fragments.size() + " fragments for " + frames
                    + " frames, and nothing tells which belong together: export the file again with an offset table");
        }
        starts[count] = fragments.size();
        return Arrays.copyOf(starts, count + 1);
    }

    /** JPEG and JPEG-LS begin with SOI, JPEG 2000 with SOC and SIZ, RLE with a count of segments and 64. */
    private static boolean startsStream(MemorySegment fragment) {
        if (fragment.byteSize() < ITEM_HEADER) {
            return false;
        }
        int first = Byte.toUnsignedInt(fragment.get(ValueLayout.JAVA_BYTE, 0));
        int second = Byte.toUnsignedInt(fragment.get(ValueLayout.JAVA_BYTE, 1));
        int third = Byte.toUnsignedInt(fragment.get(ValueLayout.JAVA_BYTE, 2));
        int fourth = Byte.toUnsignedInt(fragment.get(ValueLayout.JAVA_BYTE, 3));
        boolean jpeg = first == 0xFF && second == 0xD8 && third == 0xFF;
        boolean jpeg2000 = first == 0xFF && second == 0x4F && third == 0xFF && fourth == 0x51;
        boolean runLength = first >= 1 && first <= 15 && (second | third | fourth) == 0
                && fragment.get(ValueLayout.JAVA_BYTE, 4) == 64 && fragment.get(ValueLayout.JAVA_BYTE, 5) == 0;
        return jpeg || jpeg2000 || runLength;
    }
}
