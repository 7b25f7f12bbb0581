package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Drawn breasts: half an ellipse at a side of the picture, brighter inside. */
class PictureGuardsTest {
    private static final int HEIGHT = 640;
    private static final int WIDTH = 512;

    @Test
    void anOrdinaryMammogramRaisesNoAlarm() {
        for (Laterality side : new Laterality[] {Laterality.LEFT, Laterality.RIGHT}) {
            GreyPicture picture = side == Laterality.LEFT ? craniocaudal() : mirrored(craniocaudal());
            assertThat(codes(picture, side, View.CC)).isEmpty();
            GreyPicture oblique = side == Laterality.LEFT ? oblique() : mirrored(oblique());
            assertThat(codes(oblique, side, View.MLO)).isEmpty();
        }
        assertThat(codes(craniocaudal(), null, null)).isEmpty();
    }

    @Test
    void sizesThatNoMammogramHasAreFound() {
        assertThat(codes(part(craniocaudal(), 63, 400), null, null)).contains("too-small");
        assertThat(codes(drawn(70, 500, (y, x) -> 100 + y + x % 40), null, null)).contains("shape");
        assertThat(codes(new GreyPicture(1, 1, 8, new short[1]), null, null)).contains("too-small", "constant");
        assertThat(codes(resized(craniocaudal(), 320, 256), null, null)).containsExactly("small");
    }

    @Test
    void constantBlankAndDrawnPicturesAreRefused() {
        assertThat(codes(drawn(HEIGHT, WIDTH, (y, x) -> 77), null, null)).containsExactly("constant");
        assertThat(codes(drawn(HEIGHT, WIDTH, (y, x) -> x > 99 && y > 99 && x < 300 ? 255 : 0), null, null))
                .containsExactly("few-levels");
        assertThat(codes(drawn(HEIGHT, WIDTH, (y, x) -> (int) Key.of(1).below(256, y * WIDTH + x)), null, null))
                .containsExactly("blank");
        assertThat(codes(drawn(HEIGHT, WIDTH, (y, x) -> x < 20 && y < 20 ? 100 + x + y : y % 3), null, null))
                .containsExactly("blank");
        assertThat(PictureGuards.check(mammogram(drawn(HEIGHT, WIDTH, (y, x) -> 77), PictureFacts.NONE)).getFirst())
                .satisfies(finding -> assertThat(finding.refuses()).isTrue())
                .satisfies(finding -> assertThat(finding.sentence()).contains("same level"));
    }

    @Test
    void aNegativeIsFoundUnlessTheFileDeclaresItsPolarity() {
        GreyPicture negative = negative(craniocaudal());
        assertThat(codes(negative, Laterality.LEFT, View.CC)).containsExactly("inverted");
        PictureFacts declared = new PictureFacts(true, Optional.empty(), Optional.empty(), Optional.empty(), false,
                false, Optional.empty(), Optional.empty(), Optional.empty());
        Mammogram monochrome1 = new Mammogram("x", negative, true, List.of(), declared);
        assertThat(PictureGuards.check(monochrome1)).isEmpty();
    }

    @Test
    void whatTheFileSaysIsPassedOn() {
        PictureFacts facts = new PictureFacts(false, Optional.empty(), Optional.empty(), Optional.of(true), true, true,
                Optional.empty(), Optional.empty(), Optional.empty());
        List<PictureFinding> findings = PictureGuards.check(mammogram(craniocaudal(), facts));
        assertThat(findings).extracting(PictureFinding::code)
                .containsExactly("implant", "tomosynthesis", "for-processing");
        assertThat(findings).noneMatch(PictureFinding::refuses);
    }

    @Test
    void onlyMammographyAndWhatMayHoldItIsTaken() {
        for (String[] pair : new String[][] {{"MG", ""}, {"CR", "modality"}, {"CT", "other-modality"}}) {
            PictureFacts facts = new PictureFacts(true, Optional.empty(), Optional.empty(), Optional.empty(), false,
                    false, Optional.empty(), Optional.empty(), Optional.of(pair[0]));
            List<PictureFinding> findings = PictureGuards.check(mammogram(craniocaudal(), facts));
            assertThat(String.join(",", findings.stream().map(PictureFinding::code).toList())).isEqualTo(pair[1]);
            assertThat(findings.stream().anyMatch(PictureFinding::refuses)).isEqualTo(pair[0].equals("CT"));
        }
    }

    @Test
    void wrongOrientationsAreFound() {
        assertThat(codes(craniocaudal(), Laterality.RIGHT, View.CC)).containsExactly("mirrored");
        assertThat(codes(mirrored(craniocaudal()), Laterality.LEFT, null)).containsExactly("mirrored");
        assertThat(codes(overturned(oblique()), Laterality.LEFT, View.MLO)).containsExactly("upside-down");
        assertThat(codes(mirrored(overturned(oblique())), Laterality.LEFT, View.MLO)).containsExactly("upside-down");
        GreyPicture upright = craniocaudal();
        assertThat(codes(drawn(WIDTH, HEIGHT, (y, x) -> upright.level(x, y)), Laterality.LEFT, View.CC))
                .containsExactly("rotated");
    }

    @Test
    void markersAndCropsAreReported() {
        GreyPicture marked = drawn(HEIGHT, WIDTH, (y, x) -> y > 20 && y < 40 && x > 400 && x < 460 ? 255
                : craniocaudal(y, x));
        assertThat(codes(marked, Laterality.LEFT, View.CC)).containsExactly("markers");
        GreyPicture cropped = drawn(441, 250, (y, x) -> craniocaudal(y + 100, x));
        assertThat(codes(resized(cropped, 882, 500), Laterality.LEFT, View.CC)).containsExactly("cropped");
    }

    @Test
    void findingsNameNoFile() {
        Mammogram named = Mammogram.of("MILLER^ANNA.png", negative(craniocaudal()));
        assertThat(PictureGuards.check(named)).isNotEmpty().noneMatch(finding ->
                finding.sentence().contains("MILLER"));
    }

    private interface Level {
        int at(int row, int column);
    }

    private static GreyPicture drawn(int height, int width, Level level) {
        short[] levels = new short[height * width];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) level.at(index / width, index % width);
        }
        return new GreyPicture(height, width, 8, levels);
    }

    private static GreyPicture craniocaudal() {
        return drawn(HEIGHT, WIDTH, PictureGuardsTest::craniocaudal);
    }

    private static int craniocaudal(int row, int column) {
        double down = (row - 320) / 220.0;
        double across = column / 250.0;
        double inside = 1 - down * down - across * across;
        return inside <= 0 ? row * 31 % 3 : (int) (60 + 120 * inside + Key.of(2).below(20, row * WIDTH + column));
    }

    /** The breast hangs low, the pectoral muscle is the bright triangle above. */
    private static GreyPicture oblique() {
        return drawn(HEIGHT, WIDTH, (row, column) -> {
            double down = (row - 420) / 190.0;
            double across = column / 260.0;
            boolean breast = down * down + across * across < 1 || row < 420 && column < 130 + row / 8;
            boolean muscle = column < 150 - row / 3;
            int noise = (int) Key.of(3).below(20, row * WIDTH + column);
            return muscle ? 190 + noise : breast ? 90 + noise : 0;
        });
    }

    private static GreyPicture mirrored(GreyPicture picture) {
        return drawn(picture.height(), picture.width(), (y, x) -> picture.level(y, picture.width() - 1 - x));
    }

    private static GreyPicture overturned(GreyPicture picture) {
        return drawn(picture.height(), picture.width(), (y, x) -> picture.level(picture.height() - 1 - y, x));
    }

    private static GreyPicture negative(GreyPicture picture) {
        return drawn(picture.height(), picture.width(), (y, x) -> 255 - picture.level(y, x));
    }

    private static GreyPicture part(GreyPicture picture, int height, int width) {
        return drawn(height, width, (y, x) -> picture.level(y + 300, x));
    }

    private static GreyPicture resized(GreyPicture picture, int height, int width) {
        float[] levels = new BilinearResize(picture.height(), picture.width(), height, width).apply(picture);
        return drawn(height, width, (y, x) -> (int) levels[y * width + x]);
    }

    private static List<String> codes(GreyPicture picture, Laterality side, View view) {
        PictureFacts facts = new PictureFacts(false, Optional.ofNullable(side), Optional.ofNullable(view),
                Optional.empty(), false, false, Optional.empty(), Optional.empty(), Optional.empty());
        return PictureGuards.check(mammogram(picture, facts)).stream().map(PictureFinding::code).toList();
    }

    private static Mammogram mammogram(GreyPicture picture, PictureFacts facts) {
        return new Mammogram("x", picture, false, List.of(), facts);
    }
}
