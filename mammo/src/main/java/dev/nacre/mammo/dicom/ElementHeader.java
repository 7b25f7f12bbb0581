package dev.nacre.mammo.dicom;

/**
 * What stands before an element's value (PS3.5 section 7.1).
 *
 * @param tag of the element
 * @param vr of the file, or of the dictionary in implicit VR
 * @param valueOffset where the value begins
 * @param length bytes of the value, or {@link #UNDEFINED}
 */
record ElementHeader(int tag, Vr vr, long valueOffset, long length) {
    /** Of a value that ends with a delimiter. */
    static final long UNDEFINED = 0xFFFFFFFFL;

    /** Tag and either a length of 32 bits or a VR and a length of 16. */
    static final int SHORT = 8;
    private static final int LONG = 12;

    /** The header at an offset, or null if it does not fit before the end. */
    static ElementHeader read(ByteView bytes, long offset, long end, boolean explicit) {
        if (end - offset < SHORT) {
            return null;
        }
        int tag = bytes.tag(offset);
        char first = (char) bytes.unsignedByte(offset + 4);
        char second = (char) bytes.unsignedByte(offset + 5);
        // Items and delimiters have no VR; an element without letters there was written in implicit VR by mistake.
        if (!explicit || Tag.group(tag) == 0xFFFE || !isLetter(first) || !isLetter(second)) {
            return new ElementHeader(tag, TagDictionary.vr(tag), offset + SHORT, bytes.unsignedInt(offset + 4));
        }
        Vr vr = Vr.of(first, second);
        int shortLength = bytes.unsignedShort(offset + 6);
        // VRs to come will have the long form (PS3.5 section 6.2); its reserved bytes tell it from a writer's mistake.
        boolean isLong = vr == null ? shortLength == 0 : vr.hasLongLength();
        Vr known = vr == null ? Vr.UN : vr;
        if (!isLong) {
            return new ElementHeader(tag, known, offset + SHORT, shortLength);
        }
        return end - offset < LONG ? null
                : new ElementHeader(tag, known, offset + LONG, bytes.unsignedInt(offset + SHORT));
    }

    private static boolean isLetter(char character) {
        return character >= 'A' && character <= 'Z';
    }

    boolean isUndefined() {
        return length == UNDEFINED;
    }
}
