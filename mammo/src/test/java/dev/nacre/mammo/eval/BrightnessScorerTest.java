package dev.nacre.mammo.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.image.GreyHistogram;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.GreyPng;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Percentile;
import dev.nacre.mammo.image.PictureFacts;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrightnessScorerTest {
    private static final int HEIGHT = 200;
    private static final int WIDTH = 120;
    private static final int RADIUS = 80;
    private static final int WHITE = 4095;
    private static final int SKIN = 3500;
    /** Of the brightest speck in the breast's inside. */
    private static final int SPECK = 3000;
    private static final List<BrightnessScore> ALL =
            BrightnessFamily.all().stream().flatMap(family -> family.variants().stream()).toList();

    /** Half a disc of tissue with a bright skin line and a speck; perhaps letters beside it. */
    private static Mammogram breast(boolean letters) {
        SplittableRandom random = new SplittableRandom(8);
        short[] levels = new short[HEIGHT * WIDTH];
        for (int index = 0; index < levels.length; index++) {
            double distance = Math.hypot(index / WIDTH - HEIGHT / 2, index % WIDTH);
            int tissue = 1000 + random.nextInt(400);
            levels[index] = (short) (distance > RADIUS ? 0 : distance > RADIUS - 2 ? SKIN : tissue);
        }
        levels[HEIGHT / 2 * WIDTH + 30] = SPECK;
        for (int row = 10; letters && row < 20; row++) {
            levels[row * WIDTH + 110] = WHITE;
        }
        return Mammogram.of("breast", new GreyPicture(HEIGHT, WIDTH, 12, levels));
    }

    @Test
    void neitherLettersNorSkinCount() {
        BrightnessScorer maximum = new BrightnessScorer(List.of(new BrightnessScore(new GreyLevels(), 1)));
        assertThat(maximum.of(breast(true))[0]).isCloseTo((double) SPECK / WHITE, within(1e-4));
        assertThat(new BrightnessScorer(ALL).of(breast(true)))
                .isEqualTo(new BrightnessScorer(ALL).of(breast(false)));
    }

    @Test
    void outsideTheBreastThereIsItsMedian() {
        BreastInterior interior = BreastInterior.of(breast(true));
        double middle = interior.picture().level(15, 110) / 65_535.0 * WHITE;
        assertThat(middle).isBetween(1150.0, 1250.0);
        assertThat(interior.inside().at(15, 110)).isFalse();
        // Four pixels, a fiftieth of the height, are taken from the rim, and none at the chest wall.
        assertThat(interior.inside().at(HEIGHT / 2, RADIUS - 3)).isFalse();
        assertThat(interior.inside().at(HEIGHT / 2, RADIUS - 5)).isTrue();
        assertThat(interior.inside().at(HEIGHT / 2, 0)).isTrue();
    }

    @Test
    void eachScoreIsAPercentileBehindItsFilter() {
        Mammogram picture = breast(true);
        BreastInterior interior = BreastInterior.of(picture);
        double[] scores = new BrightnessScorer(ALL).of(picture);
        for (int index = 0; index < scores.length; index++) {
            GreyPicture filtered = ALL.get(index).filter().transform(interior.picture());
            double level = Percentile.of(GreyHistogram.of(filtered, interior.inside()), ALL.get(index).share());
            assertThat(scores[index]).as(ALL.get(index).description()).isEqualTo(level / 65_535);
        }
    }

    @Test
    void polarityAndBitsDoNotMatter() {
        Mammogram picture = breast(true);
        short[] negative = picture.stored().levels().clone();
        for (int index = 0; index < negative.length; index++) {
            negative[index] = (short) (WHITE - negative[index]);
        }
        Mammogram inverted = new Mammogram("inverted", new GreyPicture(HEIGHT, WIDTH, 12, negative), true, List.of(),
                PictureFacts.NONE);
        assertThat(new BrightnessScorer(ALL).of(inverted)).isEqualTo(new BrightnessScorer(ALL).of(picture));
    }

    @Test
    void aBreastHasTheHighestScoreOfItsPictures(@TempDir Path directory) throws IOException {
        GreyPicture whole = breast(true).stored();
        short[] dark = whole.levels().clone();
        dark[HEIGHT / 2 * WIDTH + 30] = 1000;
        Path speck = Files.write(directory.resolve("speck.png"), GreyPng.encode(whole));
        Path plain = Files.write(directory.resolve("plain.png"),
                GreyPng.encode(new GreyPicture(HEIGHT, WIDTH, 12, dark)));
        List<Integer> heard = new ArrayList<>();
        double[][] scores = new BrightnessScorer(List.of(new BrightnessScore(new GreyLevels(), 1)))
                .of(List.of(List.of(plain, speck), List.of(plain)), 2, heard::add);
        assertThat(scores[0][0]).isCloseTo((double) SPECK / 65_535, within(1e-9));
        assertThat(scores[0][1]).isLessThan(scores[0][0]);
        assertThat(heard).containsExactly(1, 2);
    }

    @Test
    void aPictureWithoutABreastIsRefused() {
        Mammogram even = Mammogram.of("even.png", new GreyPicture(40, 40, 8, new short[1600]));
        assertThatThrownBy(() -> new BrightnessScorer(ALL).of(even)).isInstanceOf(InputException.class)
                .hasMessageContaining("even.png shows no breast");
    }

    @Test
    void variantsDifferAndSayWhatTheyAre() {
        for (BrightnessFamily family : BrightnessFamily.all()) {
            List<String> names = family.variants().stream().map(BrightnessScore::description).toList();
            assertThat(new HashSet<>(names)).as(family.name()).hasSameSizeAs(names);
        }
        assertThat(new BrightnessScore(new GreyLevels(), 1).description()).isEqualTo("maximum");
        assertThat(new BrightnessScore(new WhiteTopHat(9), 0.999).description())
                .isEqualTo("99.9th percentile at radius 9");
        assertThat(new BrightnessScore(new BlobFilter(1.4), 1).description()).isEqualTo("maximum at scale 1.4");
    }

    @Test
    void mistakesAreRefused() {
        assertThatThrownBy(() -> new BrightnessScore(new GreyLevels(), 0)).hasMessageContaining("share 0");
        assertThatThrownBy(() -> new BrightnessFamily("none", List.of())).hasMessageContaining("no variant");
    }
}
