package dev.nacre.mammo.dicom;

import dev.nacre.mammo.dicom.TransferSyntax.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Writes DICOM byte streams for tests, well-formed or not, without any of the code under test. */
final class DicomStream {
    static final int UNDEFINED = -1;
    private static final String LONG_FORM = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final boolean explicit;
    private final ByteOrder order;

    DicomStream(boolean explicit, ByteOrder order) {
        this.explicit = explicit;
        this.order = order;
    }

    static DicomStream of(Encoding encoding) {
        return switch (encoding) {
            case IMPLICIT_LITTLE -> new DicomStream(false, ByteOrder.LITTLE_ENDIAN);
            case EXPLICIT_LITTLE -> new DicomStream(true, ByteOrder.LITTLE_ENDIAN);
            case EXPLICIT_BIG -> new DicomStream(true, ByteOrder.BIG_ENDIAN);
        };
    }

    static DicomStream explicitLittle() {
        return of(Encoding.EXPLICIT_LITTLE);
    }

    /** An empty stream in the same encoding, for items. */
    DicomStream fresh() {
        return new DicomStream(explicit, order);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    DicomStream raw(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    DicomStream header(int tag, String vr, int length) {
        shortNumber(tag >>> 16);
        shortNumber(tag & 0xFFFF);
        if (!explicit || tag >>> 16 == 0xFFFE) {
            return intNumber(length);
        }
        raw(vr.getBytes(StandardCharsets.US_ASCII));
        if (LONG_FORM.contains(vr)) {
            shortNumber(0);
            return intNumber(length);
        }
        return shortNumber(length);
    }

    private DicomStream shortNumber(int value) {
        return raw(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    private DicomStream intNumber(int value) {
        return raw(ByteBuffer.allocate(4).order(order).putInt(value).array());
    }

    DicomStream bytes(int tag, String vr, byte... value) {
        return header(tag, vr, value.length).raw(value);
    }

    DicomStream text(int tag, String vr, String value) {
        return text(tag, vr, value, StandardCharsets.ISO_8859_1);
    }

    DicomStream text(int tag, String vr, String value, Charset charset) {
        byte[] unpadded = value.getBytes(charset);
        header(tag, vr, unpadded.length + (unpadded.length & 1)).raw(unpadded);
        return (unpadded.length & 1) == 0 ? this : raw((byte) (vr.equals("UI") ? 0 : ' '));
    }

    DicomStream shorts(int tag, String vr, int... values) {
        header(tag, vr, 2 * values.length);
        for (int value : values) {
            shortNumber(value);
        }
        return this;
    }

    DicomStream ints(int tag, String vr, int... values) {
        header(tag, vr, 4 * values.length);
        for (int value : values) {
            intNumber(value);
        }
        return this;
    }

    DicomStream doubles(int tag, double... values) {
        header(tag, "FD", 8 * values.length);
        for (double value : values) {
            raw(ByteBuffer.allocate(8).order(order).putDouble(value).array());
        }
        return this;
    }

    /** A sequence whose items and itself have a length, or end with delimiters. */
    DicomStream sequence(int tag, boolean delimited, DicomStream... items) {
        return sequence(tag, "SQ", delimited, items);
    }

    DicomStream sequence(int tag, String vr, boolean delimited, DicomStream... items) {
        DicomStream content = fresh();
        for (DicomStream item : items) {
            byte[] data = item.toBytes();
            content.header(0xFFFEE000, "", delimited ? UNDEFINED : data.length).raw(data);
            if (delimited) {
                content.header(0xFFFEE00D, "", 0);
            }
        }
        byte[] value = content.toBytes();
        header(tag, vr, delimited ? UNDEFINED : value.length).raw(value);
        return delimited ? header(0xFFFEE0DD, "", 0) : this;
    }

    /** Compressed pixel data. */
    DicomStream fragments(byte[] offsetTable, byte[]... fragments) {
        header(0x7FE00010, "OB", UNDEFINED).header(0xFFFEE000, "", offsetTable.length).raw(offsetTable);
        for (byte[] fragment : fragments) {
            header(0xFFFEE000, "", fragment.length).raw(fragment);
        }
        return header(0xFFFEE0DD, "", 0);
    }

    /** The attributes of a grey picture, without its pixels. */
    DicomStream picture(int rows, int columns, int bitsAllocated, int bitsStored, boolean signed) {
        return shorts(0x00280002, "US", 1).text(0x00280004, "CS", "MONOCHROME2")
                .shorts(0x00280010, "US", rows).shorts(0x00280011, "US", columns)
                .shorts(0x00280100, "US", bitsAllocated).shorts(0x00280101, "US", bitsStored)
                .shorts(0x00280102, "US", bitsStored - 1).shorts(0x00280103, "US", signed ? 1 : 0);
    }

    /** The elements of group 2, in explicit little endian, with their group length. */
    static byte[] meta(String transferSyntax) {
        byte[] rest = explicitLittle().bytes(0x00020001, "OB", (byte) 0, (byte) 1)
                .text(0x00020002, "UI", "1.2.840.10008.5.1.4.1.1.1.2").text(0x00020003, "UI", "1.2.3")
                .text(0x00020010, "UI", transferSyntax).toBytes();
        return explicitLittle().ints(0x00020000, "UL", rest.length).raw(rest).toBytes();
    }

    /** A Part-10 file of this data set. */
    byte[] file(String transferSyntax) {
        DicomStream file = explicitLittle().raw(new byte[128]).raw("DICM".getBytes(StandardCharsets.US_ASCII));
        byte[] data = toBytes();
        return file.raw(meta(transferSyntax)).raw(transferSyntax.endsWith("1.99") ? deflated(data) : data).toBytes();
    }

    static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(data);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[4096];
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return out.toByteArray();
    }
}
