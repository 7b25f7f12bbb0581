package dev.nacre.mammo.task.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import org.junit.jupiter.api.Test;

class FactorLossTest {
    private static final boolean[][] SHOWN = {{true, false}, {true, true}, {false, false}, {false, true}};

    /** As the formula has it, term by term. */
    private static double loops(double[] similarities, boolean[][] shown) {
        double sum = 0;
        int count = 0;
        for (int picture = 0; picture < shown.length; picture++) {
            for (int attribute = 0; attribute < shown[0].length; attribute++) {
                if (shown[picture][attribute]) {
                    double own = Math.exp(similarities[picture * shown[0].length + attribute]);
                    double all = own;
                    for (int other = 0; other < shown.length; other++) {
                        all += shown[other][attribute] ? 0
                                : Math.exp(similarities[other * shown[0].length + attribute]);
                    }
                    sum -= Math.log(own / all);
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static double[] random(int seed, int count) {
        return Tensor.randn(Key.of(seed), count).to(DType.FLOAT64).toDoubles();
    }

    @Test
    void itIsTheFormula() {
        double[] similarities = random(3, 8);
        assertThat(FactorLoss.of(Tensor.of(similarities, 4, 2), SHOWN).item())
                .isCloseTo(loops(similarities, SHOWN), within(1e-12));
    }

    @Test
    void twoPicturesThatLookAlikeAreTossedFor() {
        double loss = FactorLoss.of(Tensor.of(new double[] {5, 5}, 2, 1), new boolean[][] {{true}, {false}}).item();
        assertThat(loss).isCloseTo(Math.log(2), within(1e-12));
    }

    /** In the published code each of them would add 1 to the sum. */
    @Test
    void otherPicturesThatShowTheAttributeAreLeftOut() {
        boolean[][] shown = {{true}, {true}, {true}};
        Tensor leaf = Tensor.of(new double[] {-9, 1, 2}, 3, 1).requireGrad();
        Tensor loss = FactorLoss.of(leaf, shown);
        assertThat(loss.item()).isZero();
        assertThat(loss.backward().of(leaf).toDoubles()).containsOnly(0);
    }

    @Test
    void inThePublishedCodePicturesThatShowItAddOneEach() {
        double[] similarities = {-9, 1, 2, 0.5};
        boolean[][] shown = {{true}, {true}, {true}, {false}};
        double expected = 0;
        for (int index = 0; index < 3; index++) {
            double own = Math.exp(similarities[index]);
            expected -= Math.log(own / (own + 3 + Math.exp(0.5))) / 3;
        }
        assertThat(FactorLoss.published(Tensor.of(similarities, 4, 1), shown).item())
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void largeSimilaritiesDoNotOverflow() {
        float[] similarities = {1000, -1000, -1000, 1000};
        boolean[][] shown = {{true, true}, {false, false}};
        assertThat(FactorLoss.of(Tensor.of(similarities, 2, 2), shown).item()).isCloseTo(1000, within(1e-3));
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        double[] cosines = random(5, 4 * 2 * 3);
        Tensor leaf = Tensor.of(cosines, 4, 2, 3).requireGrad();
        Gradients gradients = FactorLoss.of(FactorLoss.similarities(leaf), SHOWN).backward();
        double[] found = gradients.of(leaf).toDoubles();
        double step = 1e-6;
        for (int index = 0; index < cosines.length; index++) {
            double[] above = cosines.clone();
            above[index] += step;
            double[] below = cosines.clone();
            below[index] -= step;
            double slope = (FactorLoss.of(FactorLoss.similarities(Tensor.of(above, 4, 2, 3)), SHOWN).item()
                    - FactorLoss.of(FactorLoss.similarities(Tensor.of(below, 4, 2, 3)), SHOWN).item()) / (2 * step);
            assertThat(found[index]).as("channel %d", index).isCloseTo(slope, within(1e-6));
        }
    }

    @Test
    void aBatchThatShowsNothingIsRefused() {
        assertThatThrownBy(() -> FactorLoss.of(Tensor.of(new double[] {1, 2}, 2, 1),
                new boolean[][] {{false}, {false}})).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of 2 pictures");
    }
}
