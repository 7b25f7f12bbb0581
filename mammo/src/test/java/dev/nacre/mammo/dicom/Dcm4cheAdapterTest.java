package dev.nacre.mammo.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;

/** The adapter of the documentation, with attributes that behave as dcm4che's are documented to. */
class Dcm4cheAdapterTest {
    private record Value(VR vr, Object value) {
    }

    private static final class Recorded extends Attributes {
        private final Map<Integer, Value> values = new TreeMap<>(Integer::compareUnsigned);
        private final boolean bigEndian;

        Recorded(boolean bigEndian) {
            this.bigEndian = bigEndian;
        }

        Recorded with(int tag, VR vr, Object value) {
            values.put(tag, new Value(vr, value));
            return this;
        }

        Recorded number(int tag, int number) {
            byte low = (byte) number;
            byte high = (byte) (number >> 8);
            return with(tag, VR.US, bigEndian ? new byte[] {high, low} : new byte[] {low, high});
        }

        @Override
        public int[] tags() {
            return values.keySet().stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public VR getVR(int tag) {
            return values.get(tag).vr();
        }

        @Override
        public Object getValue(int tag) {
            return values.get(tag).value();
        }

        @Override
        public byte[] getBytes(int tag) {
            Object value = values.get(tag).value();
            return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
        }

        @Override
        public boolean bigEndian() {
            return bigEndian;
        }
    }

    private static Recorded picture(boolean bigEndian) {
        Sequence views = new Sequence();
        views.add(new Recorded(bigEndian).with(Tag.CODE_MEANING, VR.LO, "Übersicht"));
        return new Recorded(bigEndian).with(Tag.SPECIFIC_CHARACTER_SET, VR.CS, "ISO_IR 192")
                .with(Tag.VIEW_CODE_SEQUENCE, VR.SQ, views).with(Tag.PATIENT_ID, VR.LO, null)
                .with(Tag.PHOTOMETRIC_INTERPRETATION, VR.CS, "MONOCHROME2")
                .number(Tag.ROWS, 1).number(Tag.COLUMNS, 2).number(Tag.BITS_ALLOCATED, 16).number(Tag.BITS_STORED, 12)
                .number(Tag.HIGH_BIT, 11).number(Tag.PIXEL_REPRESENTATION, 0).number(Tag.SAMPLES_PER_PIXEL, 1);
    }

    @Test
    void attributesOfBothByteOrdersBecomePictures() throws IOException {
        byte[] little = {1, 2, 3, 4};
        byte[] big = {2, 1, 4, 3};
        for (boolean bigEndian : new boolean[] {false, true}) {
            Recorded attributes = picture(bigEndian).with(Tag.PIXEL_DATA, VR.OW, bigEndian ? big : little);
            String syntax = bigEndian ? "1.2.840.10008.1.2.2" : "1.2.840.10008.1.2.1";
            try (DicomFile file = Dcm4cheAdapter.file(attributes, syntax)) {
                assertThat(DicomPicture.read(file, 0).stored().levels()).containsExactly(0x201, 0x403);
                assertThat(file.dataset().items(Tag.VIEW_CODE_SEQUENCE).getFirst().string(Tag.CODE_MEANING))
                        .contains("Übersicht");
            }
        }
    }

    @Test
    void fragmentsBecomeFrames() throws IOException {
        Fragments fragments = new Fragments();
        fragments.add(new byte[0]);
        fragments.add(new byte[] {1, 2, 3, 4});
        Recorded attributes = picture(false).with(Tag.PIXEL_DATA, VR.OB, fragments);
        try (DicomFile file = Dcm4cheAdapter.file(attributes, "1.2.840.10008.1.2.1.98")) {
            assertThat(file.pixels().frame(0)).containsExactly(0x201, 0x403);
        }
    }
}
