package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.image.PictureBatch;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The terms that say where the maps are to be bright and where not. */
class AwarenessTermsTest {
    private static final int SIDE = 8;
    private static final int PIXELS = SIDE * SIDE;
    private static final PictureBatch BREASTS = mask(3, 6);

    /** The left columns of each picture. */
    private static PictureBatch mask(int pictures, int columns) {
        float[] mask = new float[pictures * PIXELS];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % SIDE < columns ? 1 : 0;
        }
        return new PictureBatch(pictures, SIDE, SIDE, mask);
    }

    private static double mean(double[] map, int picture) {
        double sum = 0;
        for (int i = 0; i < PIXELS; i++) {
            sum += i % SIDE < 6 ? map[picture * PIXELS + i] / 48 : 0;
        }
        return sum;
    }

    @Test
    void calmBreastsAreToBeDark() {
        Tensor a = Slopes.shares(1, 3, SIDE, SIDE, 1);
        assertThat(AwareArea.inCalmBreasts(a, BREASTS, List.of(0, 2)).orElseThrow().item())
                .isCloseTo((mean(a.toDoubles(), 0) + mean(a.toDoubles(), 2)) / 2, within(1e-7));
        assertThat(AwareArea.inCalmBreasts(a, BREASTS, List.of())).isEmpty();
        Slopes.check(in -> AwareArea.inCalmBreasts(in.getFirst(), BREASTS, List.of(0, 2)).orElseThrow(), a);
    }

    @Test
    void onlyWhatIsBeyondATenthOfABreastCosts() {
        Tensor a = Slopes.shares(2, 3, SIDE, SIDE, 1).mul(Tensor.of(new double[] {1, 0.15, 0.3}, 3, 1, 1, 1)).detach();
        double expected = (mean(a.toDoubles(), 0) - 0.1 + Math.max(0, mean(a.toDoubles(), 2) - 0.1)) / 3;
        assertThat(mean(a.toDoubles(), 1)).isLessThan(0.1);
        assertThat(AwareArea.beyondATenth(a, BREASTS).item()).isCloseTo(expected, within(1e-7));
        Slopes.check(in -> AwareArea.beyondATenth(in.getFirst(), BREASTS), a);
    }

    @Test
    void whatIsNotSearchedIsToBeDark() {
        float[] inside = new float[3 * PIXELS];
        Arrays.fill(inside, PIXELS, PIXELS + 4, 1);
        PictureBatch muscle = new PictureBatch(3, SIDE, SIDE, inside);
        Tensor a = Slopes.shares(3, 3, SIDE, SIDE, 1);
        double expected = Arrays.stream(a.toDoubles(), PIXELS, PIXELS + 4).average().orElseThrow();
        assertThat(AwareArea.unsearched(a, muscle).orElseThrow().item()).isCloseTo(expected, within(1e-7));
        assertThat(AwareArea.unsearched(a, new PictureBatch(3, SIDE, SIDE, new float[3 * PIXELS]))).isEmpty();
        assertThat(Regions.without(BREASTS, muscle).values()).startsWith(1).hasSize(3 * PIXELS);
        assertThat(Regions.without(BREASTS, muscle).values()[PIXELS]).isZero();
    }

    @Test
    void whereNothingLiesOverTheFatItIsDark() {
        float[] levels = new float[3 * PIXELS];
        for (int i = 0; i < levels.length; i++) {
            // A bright last column of the breast, dim beside it, and something bright in the air.
            levels[i] = i % SIDE == 5 ? 0.6f : i % SIDE == 4 ? 0.24f : i % SIDE > 5 ? 0.9f : 0.2f;
        }
        PictureBatch overFat = Regions.overFat(new PictureBatch(3, SIDE, SIDE, levels), BREASTS, BREASTS);
        for (int i = 0; i < levels.length; i++) {
            assertThat(overFat.values()[i]).isEqualTo(i % SIDE == 5 ? 1 : 0);
        }
        Tensor a = Slopes.shares(9, 3, SIDE, SIDE, 1);
        double sum = 0;
        for (int i = 0; i < levels.length; i++) {
            sum += i % SIDE == 5 ? 0 : a.toDoubles()[i] / (3 * 56);
        }
        assertThat(AwareArea.overNothing(a, overFat).item()).isCloseTo(sum, within(1e-7));
    }

    /** A spot at the same share of the way from the chest wall to the nipple costs nothing, whatever the size. */
    @Test
    void bothViewsSeeALesionAtTheSameDepth() {
        int width = 66;
        int high = 3;
        PictureBatch tissue = new PictureBatch(2, high, width, columns(high, width, 65, 33));
        BreastPictures pair = new BreastPictures(0, Laterality.LEFT, List.of(0, 1));
        double same = DepthAgreement.of(spots(high, width, 40, 20), tissue, List.of(pair)).orElseThrow().item();
        double other = DepthAgreement.of(spots(high, width, 40, 6), tissue, List.of(pair)).orElseThrow().item();
        double near = DepthAgreement.of(spots(high, width, 40, 18), tissue, List.of(pair)).orElseThrow().item();
        assertThat(same).isLessThan(0.02);
        assertThat(near).isBetween(2 * same, other);
        assertThat(other).isGreaterThan(5 * same);
        assertThat(DepthAgreement.of(spots(high, width, 40, 6), tissue, List.of(new BreastPictures(0, Laterality.LEFT,
                List.of(0))))).isEmpty();
        Slopes.check(in -> DepthAgreement.of(in.getFirst(), BREASTS, List.of(new BreastPictures(0, Laterality.LEFT,
                List.of(0, 1)))).orElseThrow(), Slopes.shares(4, 3, SIDE, SIDE, 1));
    }

    private static float[] columns(int high, int width, int first, int second) {
        float[] mask = new float[2 * high * width];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % width < (i < high * width ? first : second) ? 1 : 0;
        }
        return mask;
    }

    /** Smooth spots, the second half as wide, as everything in the second picture. */
    private static Tensor spots(int high, int width, int first, int second) {
        double[] a = new double[2 * high * width];
        for (int i = 0; i < a.length; i++) {
            boolean one = i < high * width;
            double distance = (i % width - (one ? first : second)) / (one ? 6.0 : 3.0);
            a[i] = i / width % high == 1 ? Math.exp(-distance * distance) : 0;
        }
        return Tensor.of(a, 2, high, width, 1);
    }

    @Test
    void denserBreastsHaveMoreVeil() {
        Tensor h = Slopes.shares(5, 3, SIDE, SIDE, 1);
        double[] values = h.toDoubles();
        double first = (mean(values, 0) + mean(values, 1)) / 2;
        double second = mean(values, 2);
        List<OptionalInt> rising = List.of(OptionalInt.of(1), OptionalInt.of(3), OptionalInt.empty());
        int[] exams = {0, 0, 1};
        assertThat(DensityRanking.of(h, BREASTS, exams, rising).orElseThrow().item())
                .isCloseTo(Math.log1p(Math.exp(first - second)), within(1e-7));
        assertThat(DensityRanking.of(h, BREASTS, exams, List.of(OptionalInt.of(2), OptionalInt.of(2)))).isEmpty();
        assertThat(DensityRanking.of(h, BREASTS, new int[] {0, 0, 0}, rising)).isEmpty();
        Slopes.check(in -> DensityRanking.of(in.getFirst(), BREASTS, exams, rising).orElseThrow(), h);
    }

    @Test
    void changedPicturesAreTheFormulas() {
        Tensor x = Slopes.shares(6, 1, SIDE, SIDE, 1);
        Tensor y = Slopes.shares(7, 1, SIDE, SIDE, 1);
        Tensor a = Slopes.shares(8, 1, SIDE, SIDE, 1);
        double[] enhanced = ChangedPictures.enhanced(x, y, a).toDoubles();
        double[] complement = ChangedPictures.complement(x, y, a).toDoubles();
        for (int i = 0; i < PIXELS; i++) {
            double above = Math.max(0, x.toDoubles()[i] - y.toDoubles()[i]);
            double g = 0.25 + 0.75 * a.toDoubles()[i];
            assertThat(enhanced[i]).isCloseTo(x.toDoubles()[i] - (1 - g) * above, within(1e-12));
            assertThat(complement[i]).isCloseTo(x.toDoubles()[i] - a.toDoubles()[i] * above, within(1e-12));
        }
        Slopes.check(in -> ChangedPictures.enhanced(x, in.get(0), in.get(1)).square().sum()
                .add(ChangedPictures.complement(x, in.get(0), in.get(1)).square().sum()), y, a);
        assertThat(ChangedPictures.enhanced(x, y, Tensor.ones(1, SIDE, SIDE, 1).to(DType.FLOAT64)).toDoubles())
                .containsExactly(x.toDoubles(), within(1e-15));
    }
}
