package dev.nacre.mammo.realism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.nn.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MammogramMeasuresTest {
    private static final int HEIGHT = 1200;
    private static final int WIDTH = 720;
    private static final int DEPTH = 500;
    private static final int HALF = 550;

    /** Half an ellipse whose levels a function gives, chest wall at the left. */
    private static Mammogram breast(Levels levels, boolean mirrored) {
        short[] pixels = new short[HEIGHT * WIDTH];
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                double x = (column + 0.5) / DEPTH;
                double y = (row + 0.5 - HEIGHT / 2.0) / HALF;
                if (x * x + y * y < 1) {
                    int across = mirrored ? WIDTH - 1 - column : column;
                    pixels[row * WIDTH + across] = (short) Math.clamp(Math.round(levels.at(row, column)), 0, 65_535);
                }
            }
        }
        return Mammogram.of("a drawing", new GreyPicture(HEIGHT, WIDTH, 16, pixels));
    }

    private interface Levels {
        double at(int row, int column);
    }

    private static double white(int row, int column) {
        return Key.of(5).uniform((long) row * WIDTH + column);
    }

    private static Mammogram noise(boolean mirrored) {
        return breast((row, column) -> 20_000 + 20_000 * white(row, column), mirrored);
    }

    @Test
    void theOutlineIsThatOfTheDrawing() {
        BreastOutline outline = MammogramMeasures.of(noise(false)).outline();
        assertThat(outline.height()).isCloseTo(2 * HALF * 0.2, within(1.0));
        assertThat(outline.width()).isCloseTo(DEPTH * 0.2, within(1.0));
        assertThat(outline.area()).isCloseTo(Math.PI / 2 * DEPTH * 0.02 * HALF * 0.02, within(0.5));
        assertThat(outline.fill()).isCloseTo(Math.PI / 4, within(0.01));
        assertThat(outline.profile()[10]).isCloseTo(1, within(0.01));
        assertThat(outline.profile()[5]).isCloseTo(Math.sqrt(0.75), within(0.02));
    }

    @Test
    void aMirroredPictureMeasuresTheSame() {
        MammogramMeasures one = MammogramMeasures.of(noise(false));
        MammogramMeasures other = MammogramMeasures.of(noise(true));
        assertThat(other.outline().profile()).containsExactly(one.outline().profile(), within(1e-9));
        assertThat(other.spectrum().slope()).isCloseTo(one.spectrum().slope(), within(1e-6));
    }

    @Test
    void whiteNoiseHasAFlatSpectrum() {
        assertThat(MammogramMeasures.of(noise(false))
                .spectrum().slope()).isCloseTo(0, within(0.1));
    }

    /** Waves in many directions whose amplitudes fall so that the power falls as the given power of the frequency. */
    @ParameterizedTest
    @ValueSource(doubles = {-2, -3})
    void thePowerLawOfAPictureIsFound(double exponent) {
        int waves = 6000;
        double[] a = new double[waves];
        double[] b = new double[waves];
        double[] phase = new double[waves];
        double[] strength = new double[waves];
        for (int wave = 0; wave < waves; wave++) {
            Key key = Key.of(3).child(wave);
            double frequency = 0.06 * Math.pow(2.2 / 0.06, key.uniform(0));
            double direction = 2 * Math.PI * key.uniform(1);
            a[wave] = 2 * Math.PI * 0.2 * frequency * Math.cos(direction);
            b[wave] = 2 * Math.PI * 0.2 * frequency * Math.sin(direction);
            phase[wave] = 2 * Math.PI * key.uniform(2);
            // Even on a logarithmic scale, they are as dense in the plane as the inverse square of the frequency.
            strength[wave] = Math.pow(frequency, (exponent + 2) / 2);
        }
        // One region is enough: the same waves are everywhere.
        float[][] tile = new float[256][256];
        for (int row = 0; row < 256; row++) {
            for (int column = 0; column < 256; column++) {
                double sum = 0;
                for (int wave = 0; wave < waves; wave++) {
                    sum += strength[wave] * Math.cos(a[wave] * column + b[wave] * row + phase[wave]);
                }
                tile[row][column] = (float) sum;
            }
        }
        double scale = exponent == -3 ? 30 : 60;
        double slope = MammogramMeasures.of(breast((row, column) -> 30_000 + scale * tile[mirror(row)][mirror(column)],
                false)).spectrum().slope();
        assertThat(slope).isCloseTo(exponent, within(0.3));
    }

    /** Without a jump at the tiles' edges. */
    private static int mirror(int position) {
        int within = position % 512;
        return within < 256 ? within : 511 - within;
    }

    @Test
    void levelsAndDepthAreThoseOfTheDrawing() {
        // Half of the breast is bright.
        MammogramMeasures measures = MammogramMeasures.of(breast((row, column) ->
                (row < HEIGHT / 2 ? 20_000 : 40_000) + 1000 * white(row, column), false));
        assertThat(measures.dense().share()).isCloseTo(0.5, within(0.01));
        assertThat(measures.levels().quantiles()[1]).isLessThan(0.1);
        assertThat(measures.levels().quantiles()[3]).isGreaterThan(0.9);
        for (double level : measures.dense().byDepth()) {
            assertThat(level).isCloseTo(0.5, within(0.06));
        }
    }

    @Test
    void detailIsFoundInTheBandOfItsSize() {
        // Stripes of 3.2 mm: a period that lies between Gaussians of 0.5 and 1 mm.
        double[] fine = MammogramMeasures.of(breast((row, column) ->
                30_000 + 5000 * Math.cos(2 * Math.PI * column * 0.2 / 3.2), false)).contrast().deviations();
        double[] coarse = MammogramMeasures.of(breast((row, column) ->
                30_000 + 5000 * Math.cos(2 * Math.PI * column * 0.2 / 12.8), false)).contrast().deviations();
        assertThat(fine[1]).isGreaterThan(fine[3]).isGreaterThan(fine[0]);
        assertThat(coarse[3]).isGreaterThan(coarse[1]).isGreaterThan(coarse[0]);
    }

    @Test
    void theDistanceOfHistogramsIsHowFarLevelsAreMoved() {
        double[] dark = new double[LevelDistribution.BINS];
        double[] bright = new double[LevelDistribution.BINS];
        dark[10] = 1;
        bright[30] = 1;
        assertThat(LevelDistribution.distance(dark, bright)).isCloseTo(20.0 / LevelDistribution.BINS, within(1e-12));
        assertThat(LevelDistribution.distance(dark, dark)).isZero();
    }

    @Test
    void aBreastWithoutRoomForASpectrumIsRefused() {
        short[] pixels = new short[600 * 400];
        for (int row = 280; row < 320; row++) {
            for (int column = 0; column < 40; column++) {
                pixels[row * 400 + column] = (short) (100 + row % 7 + column % 5);
            }
        }
        Mammogram small = Mammogram.of("a crumb", new GreyPicture(600, 400, 8, pixels));
        assertThatThrownBy(() -> MammogramMeasures.of(small)).isInstanceOf(InputException.class)
                .hasMessageContaining("a crumb").hasMessageContaining("25.6 mm");
    }
}
