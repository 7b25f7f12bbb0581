package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Beside values of tables, and closed forms where there are some. */
class TailsTest {
    private static final Percentage DIGITS = Percentage.withPercentage(1e-10);

    @Test
    void normal() {
        assertThat(NormalTail.twoSided(0)).isEqualTo(1);
        assertThat(NormalTail.twoSided(1)).isCloseTo(0.31731050786291410, DIGITS);
        assertThat(NormalTail.twoSided(-1.959963984540054)).isCloseTo(0.05, DIGITS);
        assertThat(NormalTail.twoSided(5)).isCloseTo(5.733031437583878e-07, DIGITS);
        assertThat(NormalTail.twoSided(20)).isCloseTo(5.507248237212473e-89, DIGITS);
        assertThat(NormalTail.twoSided(1e-9)).isCloseTo(1, within(1e-8));
        assertThat(NormalTail.twoSided(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(NormalTail.twoSided(Double.NaN)).isNaN();
    }

    /** Both ways of computing meet where one takes over. */
    @Test
    void normalIsContinuous() {
        double meeting = Math.sqrt(3);
        assertThat(NormalTail.twoSided(Math.nextDown(meeting)))
                .isCloseTo(NormalTail.twoSided(Math.nextUp(Math.nextUp(meeting))), within(1e-14));
    }

    /** One degree is Cauchy's distribution; two and three have closed forms too. */
    @Test
    void student() {
        for (double t : new double[] {0, 0.01, 0.3, 1, 2, 7, 100, 1e6}) {
            double root = Math.sqrt(3);
            double three = 1 - 2 / Math.PI * (t / root / (1 + t * t / 3) + Math.atan(t / root));
            assertThat(StudentTail.twoSided(t, 1)).isCloseTo(1 - 2 / Math.PI * Math.atan(t), within(1e-14));
            assertThat(StudentTail.twoSided(-t, 2)).isCloseTo(1 - t / Math.sqrt(2 + t * t), within(1e-12));
            assertThat(StudentTail.twoSided(t, 3)).isCloseTo(three, within(1e-14));
        }
        assertThat(StudentTail.twoSided(2.5, 10)).isCloseTo(0.03144684423660882, DIGITS);
        assertThat(StudentTail.twoSided(40, 25)).isCloseTo(3.469980277759158e-24, DIGITS);
        assertThat(StudentTail.twoSided(1.2, 1_000_000)).isCloseTo(NormalTail.twoSided(1.2), within(1e-6));
        assertThat(StudentTail.twoSided(Double.POSITIVE_INFINITY, 4)).isZero();
    }
}
