package dev.nacre.mammo.dicom;

import java.util.Optional;

/**
 * A look-up table as modality and VOI LUT sequences hold it (PS3.3 C.11.1.1 and C.11.2.1.1).
 *
 * @param first the value that the first entry stands for; values below get that entry, values behind the last the last
 * @param bits of an entry's range
 * @param entries not copied
 */
record LookupTable(int first, int bits, int[] entries) {
    private static final int DESCRIPTOR_VALUES = 3;
    private static final int MOST_ENTRIES = 1 << 16;
    private static final int MOST_BITS = 16;

    /**
     * The table of an item; none if its parts are missing or contradict each other.
     *
     * @param signed whether the values that it is asked with can be negative
     */
    static Optional<LookupTable> of(DataSet item, boolean signed) {
        ByteView descriptor = item.find(Tag.LUT_DESCRIPTOR).map(DataElement::view).orElse(ByteView.EMPTY);
        ByteView data = item.find(Tag.LUT_DATA).map(DataElement::view).orElse(ByteView.EMPTY);
        if (descriptor.size() < DESCRIPTOR_VALUES * Short.BYTES) {
            return Optional.empty();
        }
        // Read by hand: files give one of the two VRs whatever the sign of the second value.
        int claimed = descriptor.unsignedShort(0) == 0 ? MOST_ENTRIES : descriptor.unsignedShort(0);
        boolean negative = signed || item.find(Tag.LUT_DESCRIPTOR).map(DataElement::vr).orElse(Vr.US) == Vr.SS;
        int first = negative ? (short) descriptor.unsignedShort(2) : descriptor.unsignedShort(2);
        int bits = descriptor.unsignedShort(4);
        // Entries of 8 bits may be packed into words, or have a word each.
        boolean packed = bits <= Byte.SIZE && data.size() < 2L * claimed;
        int there = (int) Math.min(claimed, packed ? data.size() : data.size() / Short.BYTES);
        if (there == 0 || bits < 1 || bits > MOST_BITS) {
            return Optional.empty();
        }
        int[] entries = new int[there];
        int highest = (1 << bits) - 1;
        for (int index = 0; index < there; index++) {
            int entry = packed ? data.unsignedByte(index) : data.unsignedShort(2L * index);
            entries[index] = Math.min(entry, highest);
        }
        return Optional.of(new LookupTable(first, bits, entries));
    }

    /** The entry for a value. */
    int entry(long value) {
        return entries[Math.clamp(value - first, 0, entries.length - 1)];
    }

    /** The largest value that an entry can have. */
    int highest() {
        return (1 << bits) - 1;
    }
}
