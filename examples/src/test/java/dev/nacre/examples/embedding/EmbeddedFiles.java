package dev.nacre.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.examples.CommandLineRun;
import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DataSetBuilder;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.dicom.PixelFrames;
import dev.nacre.mammo.dicom.Tag;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * What a host has: a small model, and a mammogram in files that take every way through the readers, the one with
 * processes of their own included. The patient in them is invented.
 *
 * @param directory where they are written
 */
public record EmbeddedFiles(Path directory) {
    /** Must appear in no answer and no log. */
    public static final List<String> SECRETS = List.of("zwetschge", "ilseken", "pat4711", "19580317", "acc998877");
    private static final int SIDE = 64;
    private static final String LOSSLESS_JPEG = "1.2.840.10008.1.2.4.70";
    private static final String LOSSLESS_JPEG_2000 = "1.2.840.10008.1.2.4.90";
    private static final byte[] PIXEL_DATA = {(byte) 0xE0, 0x7F, 0x10, 0x00, 'O'};

    /** The paths of the model and of all pictures, written anew. */
    public List<String> all() throws IOException {
        return List.of(model().toString(), dicom(1).toString(), jpeg2000().toString(), encoded("png").toString(),
                encoded("tiff").toString(), encoded("bmp").toString());
    }

    /** An untrained model for pictures of 64 × 64. */
    public Path model() {
        Path file = directory.resolve("model.safetensors");
        CommandLineRun run = CommandLineRun.of("bench", "untrained", "--encoder", "tiny", "--height", SIDE, "--width",
                SIDE, "--text-layers", 1, "--out", file);
        assertThat(run.code()).as(run.text()).isZero();
        return file;
    }

    /** An uncompressed DICOM file; each number is another picture. */
    public Path dicom(int number) {
        return dicom(directory.resolve(number + ".dcm"), number, Compression.NONE);
    }

    private static Path dicom(Path file, int number, Compression compression) {
        DataSet attributes = new DataSetBuilder().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .text(Tag.SOP_INSTANCE_UID, "2.25." + (number + 1)).text(Tag.MODALITY, "MG")
                .text(Tag.PATIENT_NAME, "Zwetschge^Ilseken").text(Tag.PATIENT_ID, "PAT4711")
                .text(0x00100030, "19580317").text(0x00080050, "ACC998877").build();
        DicomWriter.write(file, attributes,
                new PixelFrames(SIDE, SIDE, 12, false, "MONOCHROME2", List.of(levels(number, 12))), compression);
        return file;
    }

    /** The stream of another code in place of the one that our writer wrote. */
    private Path jpeg2000() throws IOException {
        Path file = dicom(directory.resolve("jpeg2000.dcm"), 2, Compression.JPEG_LOSSLESS);
        String latin = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .replace(LOSSLESS_JPEG, LOSSLESS_JPEG_2000);
        int pixels = latin.lastIndexOf(new String(PIXEL_DATA, StandardCharsets.ISO_8859_1));
        byte[] stream = stream();
        ByteBuffer bytes = ByteBuffer.allocate(pixels + 12 + 8 + 8 + stream.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(latin.substring(0, pixels + 12).getBytes(StandardCharsets.ISO_8859_1));
        bytes.putInt(0xE000FFFE).putInt(0);
        bytes.putInt(0xE000FFFE).putInt(stream.length).put(stream);
        bytes.putInt(0xE0DDFFFE).putInt(0);
        return Files.write(file, bytes.array());
    }

    private static byte[] stream() throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_USHORT_GRAY);
        fill(image, levels(2, 12));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg 2000").next();
        try (ImageOutputStream target = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(target);
            writer.write(image);
        } finally {
            writer.dispose();
        }
        // Fragments have an even length (PS3.5 section A.4).
        bytes.writeBytes(new byte[bytes.size() % 2]);
        return bytes.toByteArray();
    }

    /** A picture of 8 bits. */
    public Path encoded(String format) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        fill(image, levels(3, 8));
        Path file = directory.resolve("picture." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    private static void fill(BufferedImage image, short[] levels) {
        for (int index = 0; index < levels.length; index++) {
            image.getRaster().setSample(index % SIDE, index / SIDE, 0, levels[index]);
        }
    }

    private static short[] levels(int number, int bits) {
        int white = (1 << bits) - 1;
        short[] levels = new short[SIDE * SIDE];
        for (int index = 0; index < levels.length; index++) {
            int row = index / SIDE - SIDE / 2;
            int column = index % SIDE;
            levels[index] = (short) (row * row + column * column < 800 ? white / 3 + index * (number + 3) % (white / 2)
                    : 0);
        }
        return levels;
    }
}
