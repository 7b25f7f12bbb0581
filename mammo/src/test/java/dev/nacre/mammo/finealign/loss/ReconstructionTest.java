package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Gradients;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.finealign.model.Abnormality;
import dev.nacre.mammo.finealign.model.Dehazing;
import dev.nacre.mammo.image.PictureBatch;
import org.junit.jupiter.api.Test;

/** Acceptance test 4 of the specification among them. */
class ReconstructionTest {
    private static final PictureBatch BREASTS = new PictureBatch(2, 6, 6, breasts());
    private static final Tensor NO_LIGHT_LOST = Tensor.ones(1, 1, 1, 1).to(DType.FLOAT64);

    /** The first breast is the left half of the picture, the second its upper two thirds. */
    private static float[] breasts() {
        float[] mask = new float[2 * 36];
        for (int i = 0; i < 36; i++) {
            mask[i] = i % 6 < 3 ? 1 : 0;
            mask[36 + i] = i / 6 < 4 ? 1 : 0;
        }
        return mask;
    }

    private static double roughness(double[] map, int n, int size) {
        double sum = 0;
        int windows = 0;
        for (int k = 0; k < n; k++) {
            for (int y = 2; y < size - 2; y++) {
                for (int x = 2; x < size - 2; x++) {
                    double mean = 0;
                    for (int v = y - 2; v <= y + 2; v++) {
                        for (int u = x - 2; u <= x + 2; u++) {
                            mean += map[(k * size + v) * size + u] / 25;
                        }
                    }
                    sum += Math.pow(map[(k * size + y) * size + x] - mean, 2);
                    windows++;
                }
            }
        }
        return sum / windows;
    }

    @Test
    void roughnessIsTheFormula() {
        Tensor map = Slopes.shares(1, 2, 6, 6, 1);
        assertThat(Blur.of(map).item()).isCloseTo(roughness(map.toDoubles(), 2, 6), within(1e-12));
        assertThat(Blur.of(Tensor.ones(1, 9, 9, 1)).item()).isCloseTo(0, within(1e-12));
        Slopes.check(in -> Blur.of(in.getFirst()), map);
    }

    private static Abnormality maps(Tensor background, Tensor veil, Tensor awareness) {
        return new Abnormality(background, veil, veil, awareness, awareness);
    }

    @Test
    void theRecommendedOneIsTheFormula() {
        Tensor y = Slopes.shares(2, 2, 6, 6, 1).mul(0.3).detach();
        Tensor h = Slopes.shares(3, 2, 6, 6, 1);
        Tensor a = Slopes.shares(4, 2, 6, 6, 1);
        Tensor x = Slopes.shares(5, 2, 6, 6, 1);
        Tensor light = Tensor.of(new double[] {0.9, 0.7}, 2, 1, 1, 1);
        Tensor breast = Regions.shares(BREASTS).to(DType.FLOAT64);
        double expected = 0.005 * (roughness(h.toDoubles(), 2, 6) + roughness(a.toDoubles(), 2, 6));
        for (int i = 0; i < 72; i++) {
            double u = 1 - (1 - h.toDoubles()[i]) * (1 - a.toDoubles()[i]);
            double again = u * (i < 36 ? 0.9 : 0.7) + (1 - u) * y.toDoubles()[i];
            double pixels = i < 36 ? 18 : 24;
            expected += BREASTS.values()[i] * Math.abs(again - x.toDoubles()[i]) / pixels / 2;
        }
        // The shares of pixels are float32 before they meet float64.
        assertThat(Reconstruction.of(maps(y, h, a), x, light, breast).item()).isCloseTo(expected, within(1e-7));
        Slopes.check(in -> Reconstruction.of(maps(in.get(0), in.get(1), in.get(2)), x, light, breast), y, h, a);
    }

    @Test
    void thePrecursorsIsTheFormula() {
        Tensor clear = Slopes.shares(6, 2, 6, 6, 3);
        Tensor m = Slopes.shares(7, 2, 6, 6, 1);
        Tensor picture = Slopes.random(8, 2, 6, 6, 3);
        Tensor light = Tensor.of(new double[] {1, 0.8, 0.9}, 1, 1, 1, 3);
        double expected = 0.005 * roughness(m.toDoubles(), 2, 6);
        for (int i = 0; i < 72 * 3; i++) {
            double t = m.toDoubles()[i / 3];
            double again = t * clear.toDoubles()[i] + (1 - t) * new double[] {1, 0.8, 0.9}[i % 3];
            expected += Math.pow(again - picture.toDoubles()[i], 2) / (72 * 3);
        }
        assertThat(Reconstruction.precursor(new Dehazing(clear, m), picture, light).item())
                .isCloseTo(expected, within(1e-12));
        Slopes.check(in -> Reconstruction.precursor(new Dehazing(in.get(0), in.get(1)), picture, light), clear, m);
    }

    /**
     * What the precursor's maps are to tell of a lesion is a threshold of brightness: M = √(1 − I), whatever else the
     * picture shows. Each pixel has logits of its own, and both maps start at ½; the roughness is left out.
     */
    @Test
    void pixelByPixelThePrecursorEndsAtARootOfBrightness() {
        int pixels = 19;
        double[] levels = new double[pixels];
        for (int i = 0; i < pixels; i++) {
            levels[i] = 0.05 + 0.05 * i;
        }
        Tensor picture = Tensor.of(levels, 1, 1, pixels, 1);
        Tensor clear = Tensor.zeros(DType.FLOAT64, picture.shape());
        Tensor transmission = clear;
        for (int step = 0; step < 6000; step++) {
            Tensor y = clear.detach().requireGrad();
            Tensor m = transmission.detach().requireGrad();
            Tensor again = y.sigmoid().sub(NO_LIGHT_LOST).mul(m.sigmoid()).add(NO_LIGHT_LOST);
            Gradients gradients = again.sub(picture).square().sum().backward();
            clear = y.detach().sub(gradients.of(y));
            transmission = m.detach().sub(gradients.of(m));
        }
        double[] m = transmission.sigmoid().toDoubles();
        double[] y = clear.sigmoid().toDoubles();
        for (int i = 0; i < pixels; i++) {
            assertThat(m[i]).as("M at %.2f", levels[i]).isCloseTo(Math.sqrt(1 - levels[i]), within(1e-3));
            assertThat(y[i]).as("Y at %.2f", levels[i]).isCloseTo(1 - m[i], within(1e-3));
            assertThat(m[i] < 0.58).as("fires at %.2f", levels[i]).isEqualTo(levels[i] > 1 - 0.58 * 0.58);
        }
    }

    /** M = 1 and Y = I cost nothing: the other end of what the precursor's maps may be. */
    @Test
    void aPrecursorThatSeesNothingCostsNothing() {
        Tensor picture = Slopes.shares(9, 1, 8, 8, 3);
        assertThat(Reconstruction.precursor(new Dehazing(picture, Tensor.ones(1, 8, 8, 1).to(DType.FLOAT64)), picture,
                NO_LIGHT_LOST).item()).isCloseTo(0, within(1e-12));
    }
}
