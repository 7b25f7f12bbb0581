package dev.nacre.mammo.dicom;

import java.util.List;

/**
 * One attribute of a data set.
 *
 * @param tag group in the upper and element in the lower 16 bits, see {@link Tag}
 * @param vr as the file gives it, or else as {@link TagDictionary} does
 * @param value not copied out of the file
 */
public record DataElement(int tag, Vr vr, ElementValue value) {
    /** Bytes of the value; 0 for sequences and fragments. */
    public long length() {
        return value instanceof ElementValue.Plain plain ? plain.view().size() : 0;
    }

    /** The nested data sets; none if this is no sequence. */
    public List<DataSet> items() {
        return value instanceof ElementValue.Items items ? items.dataSets() : List.of();
    }

    /** The bytes of the value; none for a sequence or fragments. */
    ByteView view() {
        return value instanceof ElementValue.Plain plain ? plain.view() : ByteView.EMPTY;
    }

    @Override
    public String toString() {
        // Never the value: it may name a patient.
        return Tag.text(tag) + " " + vr + TagDictionary.keyword(tag).map(keyword -> " " + keyword).orElse("");
    }
}
