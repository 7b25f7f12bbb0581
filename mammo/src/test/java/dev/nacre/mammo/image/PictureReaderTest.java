package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.nn.InputException;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureReaderTest {
    private static final int HEIGHT = 37;
    private static final int WIDTH = 53;

    @TempDir
    Path directory;

    @Test
    void eightBitGreyPngKeepsEveryLevel() throws IOException {
        GreyPicture picture = PictureReader.read(write(grey(BufferedImage.TYPE_BYTE_GRAY, 5), "png", "a.png"));
        assertThat(picture.bits()).isEqualTo(8);
        assertThat(picture.height()).isEqualTo(HEIGHT);
        assertThat(picture.width()).isEqualTo(WIDTH);
        assertLevels(picture, 5, 255);
    }

    @Test
    void sixteenBitGreyPngKeepsEveryBit() throws IOException {
        GreyPicture picture = PictureReader.read(write(grey(BufferedImage.TYPE_USHORT_GRAY, 977), "png", "a.png"));
        assertThat(picture.bits()).isEqualTo(16);
        assertLevels(picture, 977, 65535);
    }

    @Test
    void aGammaChunkDoesNotChangeLevels() throws IOException {
        byte[] rows = {0, 0, 0, 1, 2, 0, (byte) 255, (byte) 254, 16, 0};
        Path file = Files.write(directory.resolve("gamma.png"), png(2, 2, 16, 0, chunk("gAMA", 0, 1, -122, -96), rows));
        GreyPicture picture = PictureReader.read(file);
        assertThat(picture.levels()).containsExactly((short) 0, (short) 258, (short) 0xFFFE, (short) 4096);
    }

    @Test
    void greyJpegIsReadByItsContentWhateverItsName() throws IOException {
        Path file = write(grey(BufferedImage.TYPE_BYTE_GRAY, 1), "jpeg", "wrong-name.png");
        GreyPicture picture = PictureReader.read(file);
        assertThat(picture.bits()).isEqualTo(8);
        assertThat(picture.level(20, 20)).isBetween(38, 42);
    }

    @Test
    void greyStoredAsColourIsRecognised() throws IOException {
        BufferedImage image = colour(BufferedImage.TYPE_3BYTE_BGR, 0);
        GreyPicture png = PictureReader.read(write(image, "png", "rgb.png"));
        assertThat(png.bits()).isEqualTo(8);
        assertLevels(png, 5, 255);
        GreyPicture jpeg = PictureReader.read(write(image, "jpeg", "rgb.jpg"));
        assertThat(jpeg.bits()).isEqualTo(8);
    }

    @Test
    void coloursAreRefused() throws IOException {
        BufferedImage image = colour(BufferedImage.TYPE_3BYTE_BGR, 60);
        assertRefused(write(image, "png", "colour.png"), "is in colour", "row 0, column 0", "grey PNG");
        assertRefused(write(image, "jpeg", "colour.jpg"), "is in colour");
    }

    @Test
    void alphaIsIgnoredWhenOpaqueAndRefusedOtherwise() throws IOException {
        BufferedImage image = colour(BufferedImage.TYPE_4BYTE_ABGR, 0);
        assertLevels(PictureReader.read(write(image, "png", "opaque.png")), 5, 255);
        image.getRaster().setSample(3, 2, 3, 128);
        assertRefused(write(image, "png", "alpha.png"), "transparent at row 2, column 3");

        byte[] greyAlpha = {0, 7, -1, 9, -1};
        Path file = Files.write(directory.resolve("grey-alpha.png"), png(1, 2, 8, 4, new byte[0], greyAlpha));
        assertThat(PictureReader.read(file).levels()).containsExactly((short) 7, (short) 9);
    }

    @Test
    void palettesOfGreyAreRead() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(1, 0, 0xFFFFFFFF);
        assertThat(PictureReader.read(write(image, "png", "binary.png")).levels())
                .containsExactly((short) 0, (short) 255);
    }

    @Test
    void constantPicturesAreRefused() throws IOException {
        assertRefused(write(grey(BufferedImage.TYPE_BYTE_GRAY, 0), "png", "constant.png"), "is constant", "level 0");
    }

    @Test
    void filesThatAreNoPicturesAreRefused() throws IOException {
        assertRefused(directory.resolve("missing.png"), "there is no picture");
        assertRefused(directory, "there is no picture");
        assertRefused(Files.writeString(directory.resolve("empty.png"), ""), "is empty");
        assertRefused(Files.writeString(directory.resolve("text.png"), "not a picture"),
                "neither PNG, JPEG, TIFF, PNM, BMP nor DICOM");
    }

    @Test
    void truncatedFilesAreRefused() throws IOException {
        for (String format : new String[] {"png", "jpeg"}) {
            byte[] whole = Files.readAllBytes(write(grey(BufferedImage.TYPE_BYTE_GRAY, 977), format, "whole"));
            for (int length = 9; length < whole.length * 9 / 10; length += 61) {
                Path file = Files.write(directory.resolve("cut." + format), Arrays.copyOf(whole, length));
                assertRefused(file, "cannot be read", "damaged");
            }
        }
    }

    @Test
    void damagedFilesGiveAPictureOrASentenceAndNothingElse() throws IOException {
        Random random = new Random(11);
        for (String format : new String[] {"png", "jpeg"}) {
            byte[] whole = Files.readAllBytes(write(grey(BufferedImage.TYPE_BYTE_GRAY, 977), format, "whole"));
            int refused = 0;
            for (int attempt = 0; attempt < 300; attempt++) {
                byte[] damaged = whole.clone();
                for (int change = 0; change <= attempt % 4; change++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                Path file = Files.write(directory.resolve("damaged." + format), damaged);
                try {
                    assertThat(PictureReader.read(file).levels()).isNotEmpty();
                } catch (InputException sentence) {
                    assertThat(sentence).hasMessageContaining(file.toString());
                    refused++;
                }
            }
            assertThat(refused).isPositive();
        }
    }

    @Test
    void hugeSizesAreRefusedBeforeDecoding() throws IOException {
        Path file = Files.write(directory.resolve("huge.png"), png(50_000, 50_000, 16, 0, new byte[0], new byte[10]));
        assertRefused(file, "50000 x 50000", "120 million");
    }

    @Test
    void settingsOfImageIoStayAsTheyWere() throws IOException {
        boolean before = ImageIO.getUseCache();
        PictureReader.read(write(grey(BufferedImage.TYPE_BYTE_GRAY, 5), "png", "a.png"));
        assertThat(ImageIO.getUseCache()).isEqualTo(before);
    }

    /** Level at row y and column x: (y + x) · step, cut to the type's bits. */
    private static BufferedImage grey(int type, int step) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        WritableRaster raster = image.getRaster();
        int most = type == BufferedImage.TYPE_USHORT_GRAY ? 65535 : 255;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                raster.setSample(x, y, 0, (y + x) * step & most);
            }
        }
        return image;
    }

    private static BufferedImage colour(int type, int tint) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int level = (y + x) * 5 & 255;
                image.setRGB(x, y, 0xFF000000 | Math.min(255, level + tint) << 16 | level << 8 | level);
            }
        }
        return image;
    }

    private static void assertLevels(GreyPicture picture, int step, int most) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                assertThat(picture.level(y, x)).isEqualTo((y + x) * step & most);
            }
        }
    }

    private Path write(BufferedImage image, String format, String name) throws IOException {
        Path file = directory.resolve(name);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    private static byte[] png(int height, int width, int bits, int colourType, byte[] extraChunk, byte[] rows)
            throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(deflated)) {
            deflater.write(rows);
        }
        byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height)
                .put((byte) bits).put((byte) colourType).array();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        file.write(chunk("IHDR", header));
        file.write(extraChunk);
        file.write(chunk("IDAT", deflated.toByteArray()));
        file.write(chunk("IEND"));
        return file.toByteArray();
    }

    private static byte[] chunk(String type, int... content) {
        byte[] bytes = new byte[content.length];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = (byte) content[index];
        }
        return chunk(type, bytes);
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        return ByteBuffer.allocate(12 + content.length).putInt(content.length).put(name).put(content)
                .putInt((int) sum.getValue()).array();
    }

    private static void assertRefused(Path file, String... parts) {
        assertThatThrownBy(() -> PictureReader.read(file)).isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString()).hasMessageContainingAll(parts);
    }
}
