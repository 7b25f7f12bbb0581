package dev.nacre.mammo.dicom;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Bytes of a file, mapped or in memory, with the order of their numbers; nothing is copied until it is asked for.
 * Valid until the {@link DicomFile} is closed.
 *
 * @param segment read-only by convention
 * @param order of numbers of several bytes
 */
public record ByteView(MemorySegment segment, ByteOrder order) {
    // Reversed by hand: a layout of another order would be an object more for each number read.
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static final ByteView EMPTY = new ByteView(MemorySegment.ofArray(new byte[0]), ByteOrder.LITTLE_ENDIAN);

    /** Number of bytes. */
    public long size() {
        return segment.byteSize();
    }

    ByteView slice(long offset, long length) {
        return new ByteView(segment.asSlice(offset, length), order);
    }

    ByteView withOrder(ByteOrder other) {
        return new ByteView(segment, other);
    }

    int unsignedByte(long offset) {
        return Byte.toUnsignedInt(segment.get(ValueLayout.JAVA_BYTE, offset));
    }

    int unsignedShort(long offset) {
        short little = segment.get(SHORT, offset);
        return Short.toUnsignedInt(order == ByteOrder.LITTLE_ENDIAN ? little : Short.reverseBytes(little));
    }

    int signedInt(long offset) {
        int little = segment.get(INT, offset);
        return order == ByteOrder.LITTLE_ENDIAN ? little : Integer.reverseBytes(little);
    }

    long unsignedInt(long offset) {
        return Integer.toUnsignedLong(signedInt(offset));
    }

    long signedLong(long offset) {
        long little = segment.get(LONG, offset);
        return order == ByteOrder.LITTLE_ENDIAN ? little : Long.reverseBytes(little);
    }

    /** A tag is two numbers of 16 bits, so that its bytes are not those of one of 32 bits in big endian order. */
    int tag(long offset) {
        return unsignedShort(offset) << 16 | unsignedShort(offset + 2);
    }

    /** A copy; the caller has checked that the size is bearable. */
    byte[] toArray() {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }
}
