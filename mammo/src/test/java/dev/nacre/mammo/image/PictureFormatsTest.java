package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.nn.InputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.pnm.PnmImageParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formats beside PNG and JPEG. */
class PictureFormatsTest {
    @TempDir
    Path directory;

    @Test
    void tiffOfEightAndSixteenBitsKeepsEveryBit() throws IOException {
        byte[] eight = {0, 1, (byte) 200, (byte) 255, 7, 8};
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            assertPicture(TiffFile.of(order, 2, 3, 8, 1, 1, eight), 8, 0, 1, 200, 255, 7, 8);
            assertPicture(TiffFile.of(order, 2, 3, 16, 1, 1, words(order, 0, 1, 258, 65535, 4095, 7)), 16,
                    0, 1, 258, 65535, 4095, 7);
        }
    }

    @Test
    void tiffWhereZeroIsWhiteIsInverted() throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        assertPicture(TiffFile.of(order, 1, 3, 8, 1, 0, new byte[] {0, 1, (byte) 255}), 8, 255, 254, 0);
        assertPicture(TiffFile.of(order, 1, 3, 16, 1, 0, words(order, 0, 1, 65535)), 16, 65535, 65534, 0);
    }

    @Test
    void deflatedTiffWhereZeroIsWhiteIsInvertedToo() throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(deflated)) {
            deflater.write(words(order, 0, 1, 65535));
        }
        byte[] file = TiffFile.of(order, 1, 3, 16, 1, 0, deflated.toByteArray());
        // The entry of the planar configuration becomes that of the compression: 8, deflate.
        ByteBuffer.wrap(file).order(order).putShort(8 + 2 + 8 * 12, (short) 259).putInt(8 + 2 + 8 * 12 + 8, 8);
        assertPicture(file, 16, 65535, 65534, 0);
    }

    @Test
    void tiffWithAPaletteOfGreyAndGreyAsColourAreRead() throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        assertPicture(TiffFile.of(order, 1, 3, 8, 1, 3, new byte[] {0, 1, (byte) 255}), 8, 255, 254, 0);
        assertPicture(TiffFile.of(order, 1, 2, 8, 3, 2, new byte[] {5, 5, 5, 9, 9, 9}), 8, 5, 9);
        assertPicture(TiffFile.of(order, 1, 2, 16, 3, 2, words(order, 500, 500, 500, 9, 9, 9)), 16, 500, 9);
        assertRefused(TiffFile.of(order, 1, 2, 8, 3, 2, new byte[] {5, 5, 5, 9, 19, 9}), "is in colour",
                "row 0, column 1");
    }

    @Test
    void tiffThatJavaCompressedIsReadExactly() throws IOException {
        BufferedImage image = new BufferedImage(41, 23, BufferedImage.TYPE_USHORT_GRAY);
        int[] levels = new int[41 * 23];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = index * 31 & 0xFFFF;
        }
        image.getRaster().setSamples(0, 0, 41, 23, 0, levels);
        for (String compression : new String[] {"LZW", "Deflate", "PackBits", "ZLib"}) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
            try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
                ImageWriteParam how = writer.getDefaultWriteParam();
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionType(compression);
                writer.setOutput(out);
                writer.write(null, new IIOImage(image, null, null), how);
            } finally {
                writer.dispose();
            }
            assertPicture(file.toByteArray(), 16, levels);
        }
    }

    @Test
    void tiffWithSeveralPagesOrOtherNumbersIsRefused() throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        assertRefused(TiffFile.of(order, 1, 2, 8, 1, 1, new byte[] {1, 2}, new byte[] {3, 4}), "2 pages");
        assertRefused(TiffFile.of(order, 1, 2, 16, 1, 1, 2, words(order, 1, 2)), "signed");
        assertRefused(TiffFile.of(order, 1, 2, 32, 1, 1, 3, new byte[8]), "32 bits");
    }

    @Test
    void tiffThatClaimsMoreThanTheFileHoldsIsRefused() throws IOException {
        byte[] file = TiffFile.of(ByteOrder.LITTLE_ENDIAN, 2, 2, 8, 1, 1, new byte[] {1, 2, 3, 4});
        // The byte count of the strip, in the eighth entry.
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(8 + 2 + 7 * 12 + 8, 2_000_000_000);
        assertRefused(file, "beyond the end");
    }

    @Test
    void graymapsKeepEveryBit() throws IOException {
        assertPicture(join("P5 3 2 255\n", new byte[] {1, 2, 3, 4, 5, (byte) 250}), 8, 1, 2, 3, 4, 5, 250);
        byte[] words = words(ByteOrder.BIG_ENDIAN, 0, 4095, 258, 7);
        assertPicture(join("P5\n# made by hand\n2 2\n4095\n", words), 12, 0, 4095, 258, 7);
        assertPicture(join("P5\n2 2\n65535\n", words), 16, 0, 4095, 258, 7);
        assertPicture(text("P2 # text\n2 2 #\n1023 0 1023\n 17\t4"), 10, 0, 1023, 17, 4);
        assertPicture(text("P2 2 1 255\n7 8\n"), 8, 7, 8);
    }

    @Test
    void bitmapsAreBlackWhereTheySayOne() throws IOException {
        assertPicture(text("P1 3 2\n1 0 1\n010"), 8, 0, 255, 0, 255, 0, 255);
        assertPicture(join("P4 9 2\n", new byte[] {(byte) 0b10100000, 0, 0, (byte) 0x80}), 8,
                0, 255, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0);
    }

    @Test
    void pixmapsOfGreyAreReadAndOthersRefused() throws IOException {
        assertPicture(join("P6 2 1 255\n", new byte[] {5, 5, 5, 9, 9, 9}), 8, 5, 9);
        assertPicture(join("P6 2 1 65535\n", words(ByteOrder.BIG_ENDIAN, 500, 500, 500, 9, 9, 9)), 16, 500, 9);
        assertPicture(text("P3 2 1 255 5 5 5 9 9 9"), 8, 5, 9);
        assertRefused(text("P3 2 1 255 5 5 5 9 9 8"), "is in colour", "row 0, column 1", "9, 9, 8");
    }

    @Test
    void eightBitGraymapsEqualThoseOfCommonsImaging() throws IOException {
        byte[] samples = new byte[37 * 21];
        new Random(5).nextBytes(samples);
        Path file = Files.write(directory.resolve("a.pgm"), join("P5\n37 21\n255\n", samples));
        BufferedImage other = new PnmImageParser().getBufferedImage(ByteSource.path(file), null);
        GreyPicture picture = PictureReader.read(file);
        for (int index = 0; index < samples.length; index++) {
            assertThat(picture.level(index / 37, index % 37)).isEqualTo(other.getRGB(index % 37, index / 37) & 0xFF);
        }
    }

    @Test
    void damagedGraymapsAreRefused() throws IOException {
        assertRefused(text("P2 2 1 255\n7"), "cannot be read", "too early");
        assertRefused(text("P2 2 1 255\n7 x"), "a number is expected");
        assertRefused(text("P2 2 1 255\n7 256"), "level 256 above");
        assertRefused(text("P2 2 1 70000\n7 256"), "highest level is 70000");
        assertRefused(text("P5 2 0 255\n7"), "2 x 0");
        assertRefused(text("P5 -2 2 255\n7"), "a number is expected");
        assertRefused(text("P5 99999999999 2 255\n7"), "a number is expected");
        assertRefused(text("P5 2000 9000 255\n7"), "2000 x 9000");
        assertRefused(text("P5 200000 90000 255\n7"), "120 million");
        assertRefused(text("P5 2 2 255\nabc"), "cannot be read");
        assertRefused(text("P1 2 1\n12"), "a number is expected");
        assertRefused(join("P5 1 2 255\n", "ab\nP5 1 2 255\nab".getBytes(StandardCharsets.US_ASCII)),
                "several pictures");
    }

    @Test
    void bitmapsOfWindowsAreRead() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR}) {
            BufferedImage image = new BufferedImage(5, 3, type);
            int[] levels = new int[15];
            for (int index = 0; index < levels.length; index++) {
                levels[index] = 17 * index;
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(index % 5, index / 5, band, levels[index]);
                }
            }
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            assertThat(ImageIO.write(image, "bmp", file)).isTrue();
            assertPicture(file.toByteArray(), 8, levels);
            assertRefused(Arrays.copyOf(file.toByteArray(), file.size() / 2), "cannot be read", "damaged");
        }
    }

    @Test
    void dicomFilesGetTheirOwnSentenceWhateverTheirPreambleLooksLike() throws IOException {
        byte[] file = new byte[200];
        System.arraycopy(TiffFile.of(ByteOrder.LITTLE_ENDIAN, 1, 1, 8, 1, 1, new byte[1]), 0, file, 0, 100);
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, file, 128, 4);
        assertRefused(file, "is a DICOM file", "prepare");
    }

    @Test
    void refusalsCarryTheirReason() throws IOException {
        assertThat(PictureException.Reason.NOT_A_PICTURE.code()).isEqualTo("not-a-picture");
        assertReason(PictureException.Reason.NOT_A_PICTURE, text("nothing"));
        assertReason(PictureException.Reason.DAMAGED, text("P2 2 1 255\n7"));
        assertReason(PictureException.Reason.TOO_LARGE, text("P5 200000 90000 255\n7"));
        assertReason(PictureException.Reason.COLOUR, text("P3 2 1 255 5 5 5 9 9 8"));
        assertReason(PictureException.Reason.CONSTANT, text("P2 2 1 255 5 5"));
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        assertReason(PictureException.Reason.LEVELS, TiffFile.of(order, 1, 2, 16, 1, 1, 2, words(order, 1, 2)));
        assertReason(PictureException.Reason.SEVERAL_PICTURES,
                TiffFile.of(order, 1, 2, 8, 1, 1, new byte[2], new byte[2]));
        assertThatThrownBy(() -> PictureReader.read(directory.resolve("gone")))
                .isInstanceOfSatisfying(PictureException.class, refusal ->
                        assertThat(refusal.reason()).isEqualTo(PictureException.Reason.MISSING));
    }

    @Test
    void damagedFilesGiveAPictureOrASentenceAndNothingElse() throws IOException {
        Random random = new Random(12);
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY);
        ByteArrayOutputStream bitmap = new ByteArrayOutputStream();
        ImageIO.write(image, "bmp", bitmap);
        ByteArrayOutputStream lzw = new ByteArrayOutputStream();
        ImageIO.write(image, "tiff", lzw);
        byte[][] wholes = {bitmap.toByteArray(), lzw.toByteArray(),
            TiffFile.of(ByteOrder.BIG_ENDIAN, 20, 20, 16, 1, 1, new byte[800]),
            TiffFile.of(ByteOrder.LITTLE_ENDIAN, 10, 10, 8, 1, 3, new byte[100]),
            join("P5 20 20 255\n", new byte[400]), text("P2 3 3 99 1 2 3 4 5 6 7 8 9"), text("P1 3 2 111010")};
        for (byte[] whole : wholes) {
            for (int attempt = 0; attempt < 400; attempt++) {
                byte[] damaged = attempt % 3 == 0 ? Arrays.copyOf(whole, 3 + random.nextInt(whole.length - 3))
                        : whole.clone();
                for (int change = 0; change <= attempt % 4; change++) {
                    damaged[2 + random.nextInt(Math.min(damaged.length, 300) - 2)] = (byte) random.nextInt();
                }
                Path file = Files.write(directory.resolve("damaged"), damaged);
                try {
                    assertThat(PictureReader.read(file).levels()).isNotEmpty();
                } catch (InputException sentence) {
                    assertThat(sentence).hasMessageContaining(file.toString());
                }
            }
        }
    }

    private void assertPicture(byte[] content, int bits, int... levels) throws IOException {
        // The name says nothing about the format.
        Path file = Files.write(directory.resolve("picture.jpg"), content);
        PictureReader.check(file);
        GreyPicture picture = PictureReader.read(file);
        assertThat(picture.bits()).isEqualTo(bits);
        assertThat(picture.levels()).hasSize(levels.length);
        for (int index = 0; index < levels.length; index++) {
            assertThat(picture.level(index / picture.width(), index % picture.width())).as("pixel %d", index)
                    .isEqualTo(levels[index]);
        }
    }

    private void assertRefused(byte[] content, String... parts) throws IOException {
        Path file = Files.write(directory.resolve("refused.png"), content);
        assertThatThrownBy(() -> PictureReader.read(file)).isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString()).hasMessageContainingAll(parts);
    }

    private void assertReason(PictureException.Reason reason, byte[] content) throws IOException {
        Path file = Files.write(directory.resolve("refused"), content);
        assertThatThrownBy(() -> PictureReader.read(file)).isInstanceOfSatisfying(PictureException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static byte[] words(ByteOrder order, int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * words.length).order(order);
        for (int word : words) {
            bytes.putShort((short) word);
        }
        return bytes.array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(String header, byte[] samples) {
        byte[] joined = Arrays.copyOf(text(header), header.length() + samples.length);
        System.arraycopy(samples, 0, joined, header.length(), samples.length);
        return joined;
    }
}
