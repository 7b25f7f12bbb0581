package dev.nacre.mammo.dicom;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.mammo.dicom.codec.JpegLosslessEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Writes Part-10 files (PS3.10), whole or not at all, in Explicit VR Little Endian or JPEG Lossless. */
public final class DicomWriter {
    private static final int PREAMBLE = 128;
    private static final int UNDEFINED = -1;
    private static final int ITEM_HEADER = 8;

    /** Made of a random UUID (PS3.5 annex B.2), for Nacre alone. */
    private static final String IMPLEMENTATION = "2.25.172905624408711394206571930558621497367";
    private static final String IMPLEMENTATION_NAME = "NACRE";

    private DicomWriter() {
    }

    /** The pixels of a file, uncompressed or not. */
    public enum Compression { NONE, JPEG_LOSSLESS }

    /**
     * Creates or replaces a file.
     *
     * @param attributes everything but the description of the pixels, which is added; values of any read file will do
     * @throws DicomException if the attributes lack the SOP class or instance UID, or the file cannot be written; what
     *     was there before is then still there
     */
    public static void write(Path target, DataSet attributes, PixelFrames pixels, Compression compression) {
        String syntax = compression == Compression.NONE ? TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid()
                : TransferSyntax.JPEG_LOSSLESS_FIRST_ORDER;
        byte[] head = head(attributes, syntax);
        DataSet described = pixels.describe(new DataSetBuilder().all(attributes)).build();
        try {
            AtomicFile.write(target, channel -> {
                write(channel, head);
                write(channel, before(described));
                if (compression == Compression.NONE) {
                    writeNative(channel, pixels);
                } else {
                    writeLossless(channel, pixels);
                }
                write(channel, behind(described));
            });
        } catch (IOException failed) {
            throw new DicomException("the file " + target + " cannot be written: check the folder, its permissions and"
                    + " the space on the disk", failed);
        }
    }

    private static byte[] head(DataSet attributes, String syntax) {
        String sopClass = required(attributes, Tag.SOP_CLASS_UID);
        String instance = required(attributes, Tag.SOP_INSTANCE_UID);
        DataSet meta = new DataSetBuilder().bytes(Tag.FILE_META_INFORMATION_VERSION, Vr.OB, (byte) 0, (byte) 1)
                .text(Tag.MEDIA_STORAGE_SOP_CLASS_UID, sopClass).text(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, instance)
                .text(Tag.TRANSFER_SYNTAX_UID, syntax).text(Tag.IMPLEMENTATION_CLASS_UID, IMPLEMENTATION)
                .text(Tag.IMPLEMENTATION_VERSION_NAME, IMPLEMENTATION_NAME).build();
        ExplicitEncoder elements = new ExplicitEncoder();
        meta.elements().forEach(elements::element);
        byte[] group = elements.toBytes();
        DataSet length = new DataSetBuilder().numbers(Tag.FILE_META_INFORMATION_GROUP_LENGTH, group.length).build();
        return new ExplicitEncoder().raw(new byte[PREAMBLE]).raw("DICM".getBytes(StandardCharsets.US_ASCII))
                .element(length.elements().getFirst()).raw(group).toBytes();
    }

    private static String required(DataSet attributes, int tag) {
        return attributes.string(tag).orElseThrow(() -> new DicomException("a DICOM file needs "
                + TagDictionary.keyword(tag).orElse("") + " " + Tag.text(tag) + ": add it to the attributes"));
    }

    /** Everything up to the pixel data, and what describes frames of other pixels left out. */
    private static byte[] before(DataSet dataset) {
        return part(dataset, true);
    }

    private static byte[] behind(DataSet dataset) {
        return part(dataset, false);
    }

    private static byte[] part(DataSet dataset, boolean before) {
        List<DataElement> elements = dataset.elements().stream().filter(element -> {
            boolean pixels = Tag.group(element.tag()) == Tag.group(Tag.PIXEL_DATA);
            return !pixels && Integer.compareUnsigned(element.tag(), Tag.PIXEL_DATA) < 0 == before;
        }).toList();
        return new ExplicitEncoder().dataSet(new DataSet(elements, CharacterSet.DEFAULT)).toBytes();
    }

    private static void writeNative(FileChannel channel, PixelFrames pixels) throws IOException {
        boolean bytes = pixels.layout().bitsAllocated() == Byte.SIZE;
        long size = (long) pixels.rows() * pixels.columns() * pixels.frames().size() * (bytes ? 1 : Short.BYTES);
        long padded = size + (size & 1);
        if (padded >= ElementHeader.UNDEFINED) {
            throw new DicomException("the frames take " + size + " bytes, more than uncompressed pixel data can hold:"
                    + " write fewer frames, or compress them");
        }
        write(channel, new ExplicitEncoder().header(Tag.PIXEL_DATA, bytes ? Vr.OB : Vr.OW, (int) padded).toBytes());
        for (short[] frame : pixels.frames()) {
            ByteBuffer buffer = ByteBuffer.allocate(frame.length * (bytes ? 1 : Short.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (short value : frame) {
                if (bytes) {
                    buffer.put((byte) value);
                } else {
                    buffer.putShort(value);
                }
            }
            write(channel, buffer.array());
        }
        write(channel, new byte[(int) (padded - size)]);
    }

    private static void writeLossless(FileChannel channel, PixelFrames pixels) throws IOException {
        List<byte[]> streams = pixels.frames().stream()
                .map(frame -> new JpegLosslessEncoder().encode(frame, pixels.layout())).toList();
        write(channel, new ExplicitEncoder().header(Tag.PIXEL_DATA, Vr.OB, UNDEFINED).toBytes());
        write(channel, offsetTable(streams));
        for (byte[] stream : streams) {
            int padding = stream.length & 1;
            write(channel, new ExplicitEncoder().item(Tag.ITEM, stream.length + padding).toBytes());
            write(channel, stream);
            write(channel, new byte[padding]);
        }
        write(channel, new ExplicitEncoder().item(Tag.SEQUENCE_DELIMITATION, 0).toBytes());
    }

    /** Offsets have 32 bits; where these do not do, an empty table is as good, since each frame is one fragment. */
    private static byte[] offsetTable(List<byte[]> streams) {
        ExplicitEncoder offsets = new ExplicitEncoder();
        long offset = 0;
        for (byte[] stream : streams) {
            offsets.number((int) offset, Integer.BYTES);
            offset += ITEM_HEADER + stream.length + (stream.length & 1);
        }
        byte[] table = offset <= ElementHeader.UNDEFINED ? offsets.toBytes() : new byte[0];
        return new ExplicitEncoder().item(Tag.ITEM, table.length).raw(table).toBytes();
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
