package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.nn.InputException;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PairedTestsTest {
    @Test
    void tOfDifferences() {
        PairedTTest test = PairedTTest.of(new double[] {1, 2, 3, 4.5}, new double[] {0, 2.5, 1, 1});
        assertThat(test.meanDifference()).isEqualTo(1.5);
        assertThat(test.degrees()).isEqualTo(3);
        assertThat(test.t()).isCloseTo(1.5 / Math.sqrt((0.25 + 4 + 0.25 + 4) / 3 / 4), within(1e-14));
        assertThat(PairedTTest.of(new double[3], new double[3]).p()).isEqualTo(1);
        assertThat(PairedTTest.of(new double[] {1, 1}, new double[2]).p()).isZero();
        assertThatThrownBy(() -> PairedTTest.of(new double[1], new double[1])).isInstanceOf(InputException.class)
                .hasMessageContaining("two pairs");
        assertThatThrownBy(() -> PairedTTest.of(new double[] {1, Double.NaN}, new double[2]))
                .isInstanceOf(InputException.class).hasMessageContaining("pair 2 of 2");
    }

    /** Of the 64 ways to sign six ranks, 1 to 6 apart, those whose lower sum is at most 6 are counted by hand. */
    @Test
    void ranksOfDifferences() {
        WilcoxonSignedRank test = WilcoxonSignedRank.of(new double[] {1, 2, 3, 4, 5, -6.5}, new double[6]);
        assertThat(test.positiveRanks()).isEqualTo(15);
        assertThat(test.negativeRanks()).isEqualTo(6);
        // Sums of different ranks: 1 of 0, 1, 2 each, 2 of 3 and 4 each, 3 of 5, 4 of 6.
        assertThat(test.exact()).hasValue(2.0 * 14 / 64);
        assertThat(test.z()).isCloseTo((15 - 10.5) / Math.sqrt(6 * 7 * 13 / 24.0), within(1e-14));
    }

    @Test
    void tiesShareRanksAndEqualPairsAreLeftOut() {
        WilcoxonSignedRank test = WilcoxonSignedRank.of(new double[] {1, 2, 2, 4, 5, -6.5, 0}, new double[7]);
        assertThat(test.pairs()).isEqualTo(6);
        assertThat(test.exact()).isEmpty();
        assertThat(test.z()).isCloseTo((15 - 10.5) / Math.sqrt(6 * 7 * 13 / 24.0 - 6 / 48.0), within(1e-14));
        WilcoxonSignedRank none = WilcoxonSignedRank.of(new double[4], new double[4]);
        assertThat(none.pairs()).isZero();
        assertThat(none.p()).isEqualTo(1);
        assertThat(none.exact()).hasValue(1);
    }

    @Test
    void aTurnedComparisonGivesTheSameProbability() {
        double[] first = {3, 1, 4, 1.5, 9, 2.6};
        double[] second = {2.7, 1.8, 2.8, 1.82, 8, 4};
        WilcoxonSignedRank one = WilcoxonSignedRank.of(first, second);
        WilcoxonSignedRank other = WilcoxonSignedRank.of(second, first);
        assertThat(one.exact()).isEqualTo(other.exact());
        assertThat(one.p()).isEqualTo(other.p());
        assertThat(one.z()).isEqualTo(-other.z());
    }

    @Test
    void discordantDecisions() {
        assertThat(mcNemar(3, 11).p()).isCloseTo(0.057373046875, within(1e-12));
        assertThat(mcNemar(11, 3)).isEqualTo(new McNemar(11, 3, mcNemar(3, 11).p()));
        assertThat(mcNemar(5, 5).p()).isEqualTo(1);
        assertThat(mcNemar(0, 0).p()).isEqualTo(1);
        assertThat(mcNemar(300, 1100).p()).isCloseTo(2.101083706093395e-107, Percentage.withPercentage(1e-6));
    }

    @Test
    void severalTests() {
        assertThat(Holm.adjusted(0.01, 0.04, 0.03, 0.005)).containsExactly(0.03, 0.06, 0.06, 0.02);
        assertThat(Holm.adjusted(0.6, 0.7)).containsExactly(1, 1);
        assertThat(Holm.adjusted()).isEmpty();
    }

    private static McNemar mcNemar(int firstAlone, int secondAlone) {
        boolean[] first = new boolean[firstAlone + secondAlone + 20];
        boolean[] second = new boolean[first.length];
        for (int index = 0; index < firstAlone + secondAlone + 10; index++) {
            first[index] = index < firstAlone || index >= firstAlone + secondAlone;
            second[index] = index >= firstAlone;
        }
        return McNemar.of(first, second);
    }
}
