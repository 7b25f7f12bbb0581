package dev.nacre.mammo.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.image.GreyPicture;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlobFilterTest {
    private static final int SIDE = 101;
    private static final int MIDDLE = SIDE / 2;
    private static final int GROUND = 10_000;
    private static final int CONTRAST = 20_000;

    private static GreyPicture picture(int height, int width, IntBinaryOperator level) {
        short[] levels = new short[height * width];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) level.applyAsInt(index / width, index % width);
        }
        return new GreyPicture(height, width, 16, levels);
    }

    private static double squaredDistance(int row, int column) {
        return (row - MIDDLE) * (row - MIDDLE) + (column - MIDDLE) * (column - MIDDLE);
    }

    private static int atMiddle(double scale, GreyPicture picture) {
        return new BlobFilter(scale).transform(picture).level(MIDDLE, MIDDLE);
    }

    private static double strongest(GreyPicture picture, double... scales) {
        return DoubleStream.of(scales).boxed()
                .max(Comparator.comparingInt(scale -> atMiddle(scale, picture))).orElseThrow();
    }

    @Test
    void agreesWithPlainLoops() {
        SplittableRandom random = new SplittableRandom(3);
        GreyPicture picture = picture(23, 31, (row, column) -> random.nextInt(65_536));
        for (double scale : new double[] {0.5, 1, 1.7, 4}) {
            GreyPicture found = new BlobFilter(scale).transform(picture);
            // Rounding to whole levels, and the last bits of smoothed levels in single precision, times the variance.
            double error = 0.5 + scale * scale * 16 * Math.ulp(65_535f);
            for (int row = 0; row < picture.height(); row++) {
                for (int column = 0; column < picture.width(); column++) {
                    assertThat((double) found.level(row, column)).as("%s %s %s", scale, row, column)
                            .isCloseTo(plain(picture, scale, row, column), within(error));
                }
            }
        }
    }

    /** The weighted mean around each of five pixels, by definition; beyond the border the picture is mirrored. */
    private static double plain(GreyPicture picture, double scale, int row, int column) {
        int bottom = picture.height() - 1;
        int right = picture.width() - 1;
        double around = smooth(picture, scale, Math.max(row - 1, 0), column)
                + smooth(picture, scale, Math.min(row + 1, bottom), column)
                + smooth(picture, scale, row, Math.max(column - 1, 0))
                + smooth(picture, scale, row, Math.min(column + 1, right));
        return Math.clamp(scale * scale * (4 * smooth(picture, scale, row, column) - around), 0.0, 65_535.0);
    }

    private static double smooth(GreyPicture picture, double scale, int row, int column) {
        int reach = (int) (4 * scale + 0.5);
        double sum = 0;
        double weights = 0;
        for (int down = -reach; down <= reach; down++) {
            for (int across = -reach; across <= reach; across++) {
                double weight = Math.exp(-0.5 * (down * down + across * across) / (scale * scale));
                sum += weight * picture.level(mirrored(row + down, picture.height()),
                        mirrored(column + across, picture.width()));
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static int mirrored(int position, int size) {
        int inside = position;
        while (inside < 0 || inside >= size) {
            inside = inside < 0 ? -1 - inside : 2 * size - 1 - inside;
        }
        return inside;
    }

    @Test
    void aGaussianBlobAnswersMostAtItsOwnScaleWithHalfOfItsContrast() {
        for (double size : new double[] {3, 6, 9}) {
            GreyPicture blob = picture(SIDE, SIDE, (row, column) -> GROUND
                    + (int) Math.rint(CONTRAST * Math.exp(-0.5 * squaredDistance(row, column) / (size * size))));
            assertThat(strongest(blob, size / 2, size / 1.4, size, size * 1.4, size * 2)).isEqualTo(size);
            assertThat(atMiddle(size, blob)).isCloseTo(CONTRAST / 2, within(CONTRAST / 50));
        }
    }

    @Test
    void aDiscAnswersMostAtItsRadiusOverTheRootOfTwo() {
        double radius = 12;
        double best = radius / Math.sqrt(2);
        GreyPicture disc = picture(SIDE, SIDE, (row, column) ->
                squaredDistance(row, column) <= radius * radius ? GROUND + CONTRAST : GROUND);
        assertThat(strongest(disc, best / 1.4, best / 1.2, best, best * 1.2, best * 1.4)).isEqualTo(best);
        // The answer of the exact filter is 2 / e of the contrast there.
        assertThat(atMiddle(best, disc)).isCloseTo((int) (CONTRAST * 2 / Math.E), within(CONTRAST / 50));
    }

    @Test
    void darkBlobsAndEvenGroundAnswerNothing() {
        GreyPicture dark = picture(SIDE, SIDE, (row, column) -> squaredDistance(row, column) <= 25 ? 0 : GROUND);
        assertThat(atMiddle(3.5, dark)).isZero();
        GreyPicture even = picture(SIDE, SIDE, (row, column) -> GROUND);
        short[] answers = new BlobFilter(8).transform(even).levels();
        assertThat(IntStream.range(0, answers.length).map(index -> answers[index]).max().orElseThrow()).isLessThan(5);
    }

    @Test
    void theAnswerStaysWithinTheBits() {
        GreyPicture dot = new GreyPicture(3, 3, 8, new short[] {0, 0, 0, 0, 255, 0, 0, 0, 0});
        for (short level : new BlobFilter(1).transform(dot).levels()) {
            assertThat((int) level).isBetween(0, 255);
        }
    }

    @Test
    void severalScalesGiveTheHighestAnswer() {
        SplittableRandom random = new SplittableRandom(5);
        GreyPicture picture = picture(19, 17, (row, column) -> random.nextInt(65_536));
        List<BlobFilter> filters = List.of(new BlobFilter(1), new BlobFilter(2.5));
        GreyPicture highest = new BlobScales(filters).transform(picture);
        GreyPicture one = filters.getFirst().transform(picture);
        GreyPicture other = filters.getLast().transform(picture);
        for (int row = 0; row < picture.height(); row++) {
            for (int column = 0; column < picture.width(); column++) {
                assertThat(highest.level(row, column))
                        .isEqualTo(Math.max(one.level(row, column), other.level(row, column)));
            }
        }
        assertThat(new BlobScales(filters).description()).isEqualTo("scale 1 to scale 2.5");
    }

    @Test
    void mistakesAreRefused() {
        assertThatThrownBy(() -> new BlobFilter(0.4)).hasMessageContaining("scale 0.4");
        assertThatThrownBy(() -> new BlobFilter(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new BlobScales(List.of())).hasMessageContaining("one or more");
    }
}
