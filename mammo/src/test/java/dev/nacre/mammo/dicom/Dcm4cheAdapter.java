package dev.nacre.mammo.dicom;

import java.io.IOException;
import java.nio.ByteOrder;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.Sequence;

/** From dcm4che's data sets to Nacre's. */
final class Dcm4cheAdapter {
    private Dcm4cheAdapter() {
    }

    /** Attributes with their pixel data in memory, as a file of a transfer syntax. */
    static DicomFile file(Attributes attributes, String transferSyntaxUid) throws IOException {
        return DicomFile.of(dataSet(attributes), transferSyntaxUid);
    }

    private static DataSet dataSet(Attributes attributes) throws IOException {
        DataSetBuilder builder = new DataSetBuilder();
        ByteOrder order = attributes.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        for (int tag : attributes.tags()) {
            Vr vr = Vr.valueOf(attributes.getVR(tag).name());
            Object value = attributes.getValue(tag);
            if (value instanceof Sequence sequence) {
                DataSet[] items = new DataSet[sequence.size()];
                for (int index = 0; index < items.length; index++) {
                    items[index] = dataSet(sequence.get(index));
                }
                builder.items(tag, items);
            } else if (value instanceof Fragments fragments) {
                // An empty offset table is an object of its own; the fragments are bytes if bulk data were read too.
                byte[] table = fragments.getFirst() instanceof byte[] bytes ? bytes : new byte[0];
                builder.fragments(table, fragments.stream().skip(1).map(byte[].class::cast).toList());
            } else {
                byte[] bytes = attributes.getBytes(tag);
                builder.bytes(tag, vr, order, bytes == null ? new byte[0] : bytes);
            }
        }
        return builder.build();
    }
}
