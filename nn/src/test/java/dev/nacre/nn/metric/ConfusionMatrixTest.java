package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.nn.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    @Test
    void aClassThatNeverOccursDoesNotCount() {
        ConfusionMatrix matrix = ConfusionMatrix.of(new int[] {0, 0, 1, 1}, new int[] {0, 1, 1, 1}, 3);
        assertThat(matrix.accuracy()).isEqualTo(0.75);
        assertThat(matrix.balancedAccuracy()).isEqualTo(0.75);
        assertThat(matrix.f1(2)).isZero();
        assertThat(matrix.macroF1()).isCloseTo((2.0 / 3 + 0.8) / 2, within(1e-15));
        assertThat(ConfusionMatrix.of(new int[2], new int[2], 3).quadraticKappa()).isEqualTo(1);
        assertThat(ConfusionMatrix.of(new int[] {0, 1, 2, 3}, new int[] {3, 2, 1, 0}, 4).quadraticKappa())
                .isCloseTo(-1, within(1e-15));
    }

    /** {@code cohen_kappa_score} of scikit-learn 1.9.1, without weights, with linear and with quadratic ones. */
    @Test
    void kappasAreThoseOfScikitLearn() {
        ConfusionMatrix matrix = new ConfusionMatrix(new long[][] {{19, 7, 6, 0}, {0, 20, 1, 1}, {11, 0, 22, 11},
            {2, 3, 0, 17}});
        assertThat(matrix.kappa()).isCloseTo(0.5334197370857249, within(1e-12));
        assertThat(matrix.linearKappa()).isCloseTo(0.5457627118644068, within(1e-12));
        assertThat(matrix.quadraticKappa()).isCloseTo(0.5822784810126582, within(1e-12));
        assertThat(ConfusionMatrix.of(new int[2], new int[2], 3).kappa()).isEqualTo(1);
    }

    @Test
    void labelsThatAreNoClassAreNamed() {
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[] {0, 3}, new int[2], 3)).isInstanceOf(InputException.class)
                .hasMessageContaining("case 2 of 2");
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[0], new int[0], 3)).isInstanceOf(InputException.class);
    }

    @Test
    void precisionByHand() {
        boolean[] labels = {true, false, true, false};
        assertThat(AveragePrecision.of(labels, new double[] {4, 3, 2, 1})).isCloseTo((1 + 2.0 / 3) / 2, within(1e-15));
        assertThat(AveragePrecision.of(labels, new double[4])).isEqualTo(0.5);
    }

    @Test
    void probabilitiesByHand() {
        assertThat(BrierScore.of(new boolean[] {true, false}, new double[] {1, 0.5})).isEqualTo(0.125);
        assertThatThrownBy(() -> BrierScore.of(new boolean[1], new double[] {1.5})).isInstanceOf(InputException.class)
                .hasMessageContaining("case 1 of 1");
    }

    @Test
    void textsByHand() {
        List<String> reference = List.of("a", "b", "c", "d");
        assertThat(Bleu.of(reference, reference, 4)).isEqualTo(1);
        assertThat(Bleu.of(reference, List.of("a", "a"), 1)).isCloseTo(Math.exp(-1) / 2, within(1e-15));
        assertThat(Bleu.of(reference, List.of("d", "c"), 2)).isZero();
        assertThat(Bleu.of(reference, List.of(), 1)).isZero();
        assertThat(RougeL.of(reference, List.of("b", "x", "d"))).isEqualTo(new RougeL(2.0 / 3, 0.5));
        assertThat(RougeL.of(List.of(), List.of()).f1()).isZero();
    }

    @Test
    void orderOfEventsByHand() {
        double[] times = {1, 2, 3};
        boolean[] events = {true, false, true};
        assertThat(HarrellConcordance.of(times, events, new double[] {5, 5, 1})).isEqualTo(0.75);
        assertThatThrownBy(() -> HarrellConcordance.of(times, new boolean[3], times)).isInstanceOf(InputException.class)
                .hasMessageContaining("no two can be compared");
    }
}
