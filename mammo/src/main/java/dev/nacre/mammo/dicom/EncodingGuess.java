package dev.nacre.mammo.dicom;

import dev.nacre.mammo.dicom.TransferSyntax.Encoding;
import java.util.EnumSet;
import java.util.Set;

/** Tells from the first elements of a data set how they are encoded, for files that do not say it or say it wrongly. */
final class EncodingGuess {
    private static final int LOOK_AT = 5;

    /** Data sets begin with group 8; older and private ones below it. */
    private static final int HIGHEST_FIRST_GROUP = 0x0010;

    private EncodingGuess() {
    }

    /** Every encoding in which the first elements make sense. */
    static Set<Encoding> plausible(ByteView bytes, long offset) {
        Set<Encoding> found = EnumSet.noneOf(Encoding.class);
        for (Encoding encoding : Encoding.values()) {
            if (isPlausible(bytes.withOrder(encoding.order()), offset, encoding.explicit())) {
                found.add(encoding);
            }
        }
        return found;
    }

    private static boolean isPlausible(ByteView bytes, long start, boolean explicit) {
        long offset = start;
        int previous = 0;
        for (int count = 0; count < LOOK_AT; count++) {
            ElementHeader header = ElementHeader.read(bytes, offset, bytes.size(), explicit);
            if (header == null) {
                return count > 0 && offset == bytes.size();
            }
            boolean first = count == 0;
            if (first ? Tag.group(header.tag()) > HIGHEST_FIRST_GROUP || header.tag() == 0
                    : Integer.compareUnsigned(header.tag(), previous) <= 0) {
                return false;
            }
            if (explicit && !hasLetters(bytes, offset)) {
                return false;
            }
            if (header.isUndefined()) {
                // What follows is an item; looking on would mean reading it.
                return header.valueOffset() + ElementHeader.SHORT <= bytes.size()
                        && Tag.group(bytes.tag(header.valueOffset())) == Tag.group(Tag.ITEM);
            }
            if (header.length() > bytes.size() - header.valueOffset()) {
                // A file that ends in its second element or later may have been cut.
                return explicit && count > 1;
            }
            previous = header.tag();
            offset = header.valueOffset() + header.length();
        }
        return true;
    }

    private static boolean hasLetters(ByteView bytes, long offset) {
        return Vr.of((char) bytes.unsignedByte(offset + 4), (char) bytes.unsignedByte(offset + 5)) != null;
    }
}
