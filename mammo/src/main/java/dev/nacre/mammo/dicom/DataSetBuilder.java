package dev.nacre.mammo.dicom;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes data sets to write:
 *
 * <pre>{@code
 * DataSet mammogram = new DataSetBuilder()
 *         .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2").text(Tag.SOP_INSTANCE_UID, "2.25.1")
 *         .text(Tag.MODALITY, "MG").numbers(Tag.IMAGER_PIXEL_SPACING, 0.07, 0.07)
 *         .items(Tag.VIEW_CODE_SEQUENCE, new DataSetBuilder().text(Tag.CODE_VALUE, "399162004").build())
 *         .build();
 * }</pre>
 *
 * The VR is that of {@link TagDictionary} unless it is given. Text beyond ASCII is written in UTF-8, which the data set
 * then declares.
 */
public final class DataSetBuilder {
    private static final int LONGEST_DECIMAL = 16;

    private final List<DataElement> elements = new ArrayList<>();
    private boolean beyondAscii;

    /** An empty data set. */
    public DataSetBuilder() {
        // Elements come one by one.
    }

    /** Text values. */
    public DataSetBuilder text(int tag, String... values) {
        return text(tag, known(tag), values);
    }

    /**
     * Text values of a VR.
     *
     * @throws DicomException if the VR holds no text, or only one value of several that are given
     */
    public DataSetBuilder text(int tag, Vr vr, String... values) {
        if (!vr.isText() || values.length > 1 && !vr.isSeparated()) {
            throw new DicomException(Tag.text(tag) + " has the VR " + vr + ", which does not hold " + values.length
                    + " text values");
        }
        byte[] bytes = String.join("\\", values).getBytes(StandardCharsets.UTF_8);
        for (byte character : bytes) {
            beyondAscii |= character < 0;
        }
        return bytes(tag, vr, bytes);
    }

    /** Numbers, as text where the VR is DS or IS. */
    public DataSetBuilder numbers(int tag, double... values) {
        return numbers(tag, known(tag), values);
    }

    /**
     * Numbers of a VR.
     *
     * @throws DicomException if the VR holds no numbers, or a value does not fit
     */
    public DataSetBuilder numbers(int tag, Vr vr, double... values) {
        if (vr == Vr.DS || vr == Vr.IS) {
            return text(tag, vr, Arrays.stream(values).mapToObj(DataSetBuilder::decimal)
                    .collect(Collectors.joining("\\")).split("\\\\"));
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, vr.width()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            switch (vr) {
                case US, OW -> bytes.putShort((short) checked(tag, value, 0, 0xFFFF));
                case SS -> bytes.putShort((short) checked(tag, value, Short.MIN_VALUE, Short.MAX_VALUE));
                case UL, OL -> bytes.putInt((int) checked(tag, value, 0, 0xFFFF_FFFFL));
                case SL -> bytes.putInt((int) checked(tag, value, Integer.MIN_VALUE, Integer.MAX_VALUE));
                case FL, OF -> bytes.putFloat((float) value);
                case FD, OD -> bytes.putDouble(value);
                default -> throw new DicomException(Tag.text(tag) + " has the VR " + vr + ", which holds no numbers");
            }
        }
        return bytes(tag, vr, bytes.array());
    }

    /** The items of a sequence. */
    public DataSetBuilder items(int tag, DataSet... items) {
        elements.add(new DataElement(tag, Vr.SQ, new ElementValue.Items(List.of(items))));
        return this;
    }

    /** A value as it shall stand in the file, in little endian order; an odd one is padded. */
    public DataSetBuilder bytes(int tag, Vr vr, byte... value) {
        return bytes(tag, vr, ByteOrder.LITTLE_ENDIAN, value);
    }

    /** A value whose numbers have the given order of bytes; an odd one is padded. */
    public DataSetBuilder bytes(int tag, Vr vr, ByteOrder order, byte... value) {
        byte[] even = value;
        if ((value.length & 1) == 1) {
            ByteArrayOutputStream padded = new ByteArrayOutputStream(value.length + 1);
            padded.writeBytes(value);
            padded.write(vr.padding());
            even = padded.toByteArray();
        }
        elements.add(new DataElement(tag, vr, new ElementValue.Plain(
                new ByteView(MemorySegment.ofArray(even), order))));
        return this;
    }

    /**
     * Compressed pixel data.
     *
     * @param offsetTable the first item, often empty
     * @param fragments the others
     */
    public DataSetBuilder fragments(byte[] offsetTable, List<byte[]> fragments) {
        elements.add(new DataElement(Tag.PIXEL_DATA, Vr.OB, new ElementValue.Fragments(
                new ByteView(MemorySegment.ofArray(offsetTable), ByteOrder.LITTLE_ENDIAN),
                fragments.stream().map(MemorySegment::ofArray).toList())));
        return this;
    }

    /** All elements of another data set; those given later replace them. */
    public DataSetBuilder all(DataSet other) {
        elements.addAll(other.elements());
        return this;
    }

    /** The data set; the builder may go on afterwards. */
    public DataSet build() {
        if (beyondAscii) {
            text(Tag.SPECIFIC_CHARACTER_SET, Vr.CS, "ISO_IR 192");
        }
        return new DataSet(elements, CharacterSet.DEFAULT).withInherited(CharacterSet.DEFAULT);
    }

    private static Vr known(int tag) {
        Vr vr = TagDictionary.vr(tag);
        if (vr == Vr.UN) {
            throw new DicomException(Tag.text(tag) + " is not in the table of tags: give its VR");
        }
        return vr;
    }

    private static long checked(int tag, double value, long least, long most) {
        if (value != Math.rint(value) || value < least || value > most) {
            throw new DicomException(Tag.text(tag) + " takes whole numbers from " + least + " to " + most + ", got "
                    + value);
        }
        return (long) value;
    }

    /** At most 16 characters, as many digits as these allow (PS3.5 section 6.2). */
    private static String decimal(double value) {
        if (!Double.isFinite(value)) {
            throw new DicomException("a decimal string cannot hold " + value);
        }
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        for (int digits = LONGEST_DECIMAL; ; digits--) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            String plain = rounded.toPlainString();
            String shorter = plain.length() <= LONGEST_DECIMAL ? plain : rounded.toString();
            if (shorter.length() <= LONGEST_DECIMAL) {
                return shorter;
            }
        }
    }
}
