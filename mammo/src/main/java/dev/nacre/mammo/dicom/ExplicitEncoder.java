package dev.nacre.mammo.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Elements as bytes in explicit VR little endian (PS3.5 section 7.1.2), with the lengths of all sequences. */
final class ExplicitEncoder {
    private static final int LONGEST_SHORT = 0xFFFE;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** All elements but those of group 2, the lengths of groups, which are retired, and pixels. */
    ExplicitEncoder dataSet(DataSet dataset) {
        for (DataElement element : dataset.elements()) {
            boolean left = Tag.group(element.tag()) == 2 || (element.tag() & 0xFFFF) == 0;
            if (!left && !(element.value() instanceof ElementValue.Fragments)) {
                element(element);
            }
        }
        return this;
    }

    /** One element, padded to an even length. */
    ExplicitEncoder element(DataElement element) {
        byte[] value = value(element);
        int padded = value.length + (value.length & 1);
        // What does not fit behind a length of 16 bits is written as unknown (PS3.5 section 6.2.2).
        Vr vr = element.vr().hasLongLength() || padded <= LONGEST_SHORT ? element.vr() : Vr.UN;
        header(element.tag(), vr, padded);
        bytes.writeBytes(value);
        if (padded > value.length) {
            bytes.write(element.vr().padding());
        }
        return this;
    }

    /** What stands before a value. */
    ExplicitEncoder header(int tag, Vr vr, int length) {
        tag(tag);
        bytes.writeBytes(vr.name().getBytes(StandardCharsets.US_ASCII));
        if (vr.hasLongLength()) {
            number(0, Short.BYTES);
            number(length, Integer.BYTES);
        } else {
            number(length, Short.BYTES);
        }
        return this;
    }

    /** What stands before an item or delimits one. */
    ExplicitEncoder item(int tag, int length) {
        tag(tag);
        number(length, Integer.BYTES);
        return this;
    }

    /** Anything. */
    ExplicitEncoder raw(byte... value) {
        bytes.writeBytes(value);
        return this;
    }

    void number(int value, int width) {
        for (int shift = 0; shift < width * Byte.SIZE; shift += Byte.SIZE) {
            bytes.write(value >>> shift);
        }
    }

    private void tag(int tag) {
        number(Tag.group(tag), Short.BYTES);
        number(tag & 0xFFFF, Short.BYTES);
    }

    private static byte[] value(DataElement element) {
        return switch (element.value()) {
            case ElementValue.Items items -> {
                ExplicitEncoder content = new ExplicitEncoder();
                for (DataSet item : items.dataSets()) {
                    byte[] data = new ExplicitEncoder().dataSet(item).toBytes();
                    content.item(Tag.ITEM, data.length).raw(data);
                }
                yield content.toBytes();
            }
            case ElementValue.Plain plain -> littleEndian(plain.view(), element.vr().width());
            case ElementValue.Fragments fragments ->
                    throw new IllegalArgumentException(Tag.text(element.tag()) + " holds fragments of pixels");
        };
    }

    private static byte[] littleEndian(ByteView view, int width) {
        byte[] value = view.toArray();
        if (view.order() == ByteOrder.BIG_ENDIAN) {
            for (int start = 0; start + width <= value.length; start += width) {
                for (int low = start, high = start + width - 1; low < high; low++, high--) {
                    byte moved = value[low];
                    value[low] = value[high];
                    value[high] = moved;
                }
            }
        }
        return value;
    }
}
