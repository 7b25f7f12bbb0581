package dev.nacre.mammo.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.nacre.mammo.dicom.DataSetBuilder;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.dicom.PixelFrames;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.image.PictureContent;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.InputException;
import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is promised about memory, held against what decoders allocate, garbage included. */
class DecodingMemoryTest {
    private static final int HEIGHT = 1500;
    private static final int WIDTH = 1000;

    @TempDir
    private Path directory;

    @Test
    void noDecoderTakesMoreThanIsSaid() throws IOException {
        PixelRecipe recipe = PixelRecipe.oriented(64, 48);
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            PictureContent content = PictureContent.of(file.getValue());
            recipe.prepare(MammogramReader.read(content));
            long before = allocated();
            long looked = DecodingMemory.toRead(content);
            long toLook = allocated() - before;
            before = allocated();
            recipe.prepare(MammogramReader.read(content));
            long toRead = allocated() - before;
            assertThat(toLook).as("looking at %s", file.getKey()).isLessThanOrEqualTo(DecodingMemory.toLook(content));
            assertThat(toRead).as("reading %s", file.getKey()).isBetween(looked / 8, looked);
        }
    }

    @Test
    void aDeflatedFileIsReckonedAtWhatItMayInflateTo() throws IOException {
        byte[] plain = dicom(Compression.NONE);
        byte[] uid = "1.2.840.10008.1.2.1\0".getBytes(StandardCharsets.US_ASCII);
        int at = new String(plain, StandardCharsets.ISO_8859_1).indexOf(new String(uid, StandardCharsets.US_ASCII));
        // Its length, a group length and the rest of the file do not matter to the one who only looks.
        byte[] deflated = new byte[plain.length + 2];
        System.arraycopy(plain, 0, deflated, 0, at);
        System.arraycopy("1.2.840.10008.1.2.1.99".getBytes(StandardCharsets.US_ASCII), 0, deflated, at, 22);
        System.arraycopy(plain, at + uid.length, deflated, at + 22, plain.length - at - uid.length);
        deflated[at - 2] = 22;
        assertThat(DecodingMemory.toLook(PictureContent.of(deflated)) - DecodingMemory.toLook(PictureContent.of(plain)))
                .isBetween(192L << 20, 193L << 20);
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        PictureContent missing = PictureContent.of(directory.resolve("none.dcm"));
        assertThatThrownBy(() -> DecodingMemory.toLook(missing)).isInstanceOf(InputException.class)
                .hasMessageContaining("there is no picture");
        Path garbage = Files.write(directory.resolve("garbage"), new byte[100]);
        assertThatThrownBy(() -> DecodingMemory.toRead(PictureContent.of(garbage))).isInstanceOf(InputException.class);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getThreadAllocatedBytes(
                Thread.currentThread().threadId());
    }

    private static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("DICOM", dicom(Compression.NONE));
        files.put("DICOM, JPEG Lossless", dicom(Compression.JPEG_LOSSLESS));
        for (String format : List.of("png", "jpeg", "tiff", "bmp")) {
            files.put(format + ", grey of 8 bits", encoded(image(BufferedImage.TYPE_BYTE_GRAY), format));
            files.put(format + ", RGB", encoded(image(BufferedImage.TYPE_3BYTE_BGR), format));
        }
        for (String format : List.of("png", "tiff")) {
            files.put(format + ", grey of 16 bits", encoded(image(BufferedImage.TYPE_USHORT_GRAY), format));
            files.put(format + ", RGBA", encoded(image(BufferedImage.TYPE_4BYTE_ABGR), format));
            files.put(format + ", RGB of 16 bits", encoded(deep(3), format));
            files.put(format + ", RGBA of 16 bits", encoded(deep(4), format));
        }
        byte[] head = ("P5 " + WIDTH + " " + HEIGHT + " 255\n").getBytes(StandardCharsets.US_ASCII);
        byte[] graymap = new byte[head.length + WIDTH * HEIGHT];
        System.arraycopy(head, 0, graymap, 0, head.length);
        for (int index = 0; index < WIDTH * HEIGHT; index++) {
            graymap[head.length + index] = (byte) level(index, 8);
        }
        files.put("graymap", graymap);
        return files;
    }

    private static byte[] dicom(Compression compression) throws IOException {
        short[] levels = new short[WIDTH * HEIGHT];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) level(index, 12);
        }
        Path file = Files.createTempFile("nacre", ".dcm");
        try {
            DicomWriter.write(file, new DataSetBuilder().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                    .text(Tag.SOP_INSTANCE_UID, "2.25.1").build(),
                    new PixelFrames(HEIGHT, WIDTH, 12, false, "MONOCHROME2", List.of(levels)), compression);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    private static BufferedImage image(int type) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        fill(image.getRaster());
        return image;
    }

    private static BufferedImage deep(int bands) {
        ColorModel colours = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), bands == 4, false,
                bands == 4 ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, WIDTH, HEIGHT, bands,
                new Point());
        fill(raster);
        return new BufferedImage(colours, raster, false, null);
    }

    /** The same levels in all colours, nothing transparent. */
    private static void fill(WritableRaster raster) {
        int bits = raster.getSampleModel().getSampleSize(0);
        for (int index = 0; index < WIDTH * HEIGHT; index++) {
            int level = level(index, bits);
            for (int band = 0; band < raster.getNumBands(); band++) {
                raster.setSample(index % WIDTH, index / WIDTH, band, band == 3 ? (1 << bits) - 1 : level);
            }
        }
    }

    private static int level(int index, int bits) {
        double x = index % WIDTH / 600.0;
        double y = index / WIDTH / 700.0 - 1;
        double inside = 1 - x * x - y * y;
        double noise = new SplittableRandom(index).nextDouble();
        return inside > 0 ? (int) (((1 << bits) - 1) * (0.3 + 0.5 * inside + 0.1 * noise)) : 0;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).as(format).isTrue();
        return bytes.toByteArray();
    }
}
