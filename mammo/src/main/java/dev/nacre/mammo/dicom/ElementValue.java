package dev.nacre.mammo.dicom;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** What an element holds: plain bytes, nested data sets, or the fragments of compressed pixels. */
public sealed interface ElementValue {
    /**
     * A value of known length.
     *
     * @param view of the bytes in the file's order, not copied
     */
    record Plain(ByteView view) implements ElementValue {
    }

    /**
     * A sequence.
     *
     * @param dataSets in the file's order
     */
    record Items(List<DataSet> dataSets) implements ElementValue {
    }

    /**
     * Pixel data in compressed form (PS3.5 section A.4).
     *
     * @param offsetTable the first item, often empty
     * @param segments the others, not copied
     */
    record Fragments(ByteView offsetTable, List<MemorySegment> segments) implements ElementValue {
    }
}
