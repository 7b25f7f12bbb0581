package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.CensoringCurve.Step;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * 80 cases by whole-number formulas, 35 with an event, all times different, and the same with times in whole units of
 * two. Expected figures were computed once with NumPy 2.4.6 from the formulas of the papers, independently of this
 * code.
 */
class SurvivalTest {
    private static final int CASES = 80;
    private static final Offset<Double> EXACT = within(1e-12);

    private final double[] times = IntStream.range(0, CASES).mapToDouble(i -> 1 + i * 29 % 83 / 10.0).toArray();
    private final double[] whole = Arrays.stream(times).map(time -> Math.ceil(time / 2)).toArray();
    private final boolean[] events = new boolean[CASES];
    private final double[] risks = IntStream.range(0, CASES).mapToDouble(i -> i * 17 % 37 / 5.0 - times[i] * 0.6)
            .toArray();
    private final CensoringCurve censoring;
    private final CensoringCurve wholeCensoring;

    SurvivalTest() {
        for (int i = 0; i < CASES; i++) {
            events[i] = (i * i * 5 + i) % 7 < 3;
        }
        censoring = CensoringCurve.of(times, events);
        wholeCensoring = CensoringCurve.of(whole, events);
    }

    @Test
    void censoringCurvesAreThoseOfNumPy() {
        assertThat(Arrays.stream(new double[] {1, 2.5, 4, 6.1, 8, 9.2}).map(censoring::before).toArray())
                .containsExactly(new double[] {1, 0.8945789462074221, 0.7653118906337215, 0.5809646323129033,
                    0.328076009363754, 0.0820190023409385}, EXACT);
        assertThat(Arrays.stream(new double[] {1, 2, 3, 4, 5}).map(wholeCensoring::before).toArray())
                .containsExactly(new double[] {1, 0.92, 0.7419354838709677, 0.5564516129032258, 0.2782258064516129},
                        EXACT);
    }

    @Test
    void concordancesAreThoseOfNumPy() {
        double none = Double.POSITIVE_INFINITY;
        assertThat(UnoConcordance.of(censoring, times, events, risks, none)).isCloseTo(0.6590792283012167, EXACT);
        assertThat(UnoConcordance.of(censoring, times, events, risks, 6)).isCloseTo(0.6685373043531284, EXACT);
        assertThat(UnoConcordance.of(censoring, times, events, risks, 3)).isCloseTo(0.6209994253880631, EXACT);
        assertThat(UnoConcordance.of(wholeCensoring, whole, events, risks, none)).isCloseTo(0.7141321242272377, EXACT);
        assertThat(UnoConcordance.of(wholeCensoring, whole, events, risks, 4)).isCloseTo(0.7013566720566161, EXACT);
    }

    @Test
    void areasAreThoseOfNumPy() {
        double[] expected = {0.7130982907542258, 0.7106417770673842, 0.7517226789669811, 0.8019559013983062};
        for (int index = 0; index < expected.length; index++) {
            assertThat(CumulativeDynamicAuc.of(censoring, times, events, risks, 2 + 2 * index))
                    .isCloseTo(expected[index], EXACT);
        }
        double[] ofWhole = {0.7130434782608696, 0.7097241379310345, 0.7547777777777779};
        for (int index = 0; index < ofWhole.length; index++) {
            assertThat(CumulativeDynamicAuc.of(wholeCensoring, whole, events, risks, 1.5 + index))
                    .isCloseTo(ofWhole[index], EXACT);
        }
    }

    /** Five cases, one end of watching at the time of an event: three are watched beyond 2, one of them ends there. */
    @Test
    void anEventComesBeforeAnEndOfWatchingAtItsTime() {
        CensoringCurve curve = CensoringCurve.of(new double[] {2, 1, 2, 3, 4},
                new boolean[] {true, true, false, true, false});
        assertThat(curve.steps()).hasSize(2);
        assertThat(curve.steps().getFirst().time()).isEqualTo(2);
        assertThat(curve.steps().getFirst().watched()).isCloseTo(2.0 / 3, EXACT);
        assertThat(curve.steps().getLast()).isEqualTo(new Step(4, 0));
        assertThat(curve.before(2)).isEqualTo(1);
        assertThat(curve.before(Math.nextUp(2.0))).isCloseTo(2.0 / 3, EXACT);
        assertThat(curve.before(100)).isZero();
        assertThat(curve.before(-1)).isEqualTo(1);
    }

    @Test
    void withoutCensoringTheFiguresAreThoseThatKnowNoWeights() {
        boolean[] all = new boolean[CASES];
        Arrays.fill(all, true);
        CensoringCurve certain = CensoringCurve.of(whole, all);
        assertThat(certain.steps()).isEmpty();
        assertThat(UnoConcordance.of(certain, whole, all, risks, Double.POSITIVE_INFINITY))
                .isCloseTo(HarrellConcordance.of(whole, all, risks), EXACT);
        boolean[] early = new boolean[CASES];
        for (int i = 0; i < CASES; i++) {
            early[i] = times[i] <= 4;
        }
        assertThat(CumulativeDynamicAuc.of(certain, times, all, risks, 4))
                .isCloseTo(RocCurve.of(early, risks).area(), EXACT);
    }

    /** A model that knows the event's time, and one that knows nothing. */
    @Test
    void knowingTheTimeIsOneAndEqualRisksAreAHalf() {
        double[] oracle = Arrays.stream(times).map(time -> -time).toArray();
        assertThat(UnoConcordance.of(censoring, times, events, oracle, 8)).isEqualTo(1);
        assertThat(CumulativeDynamicAuc.of(censoring, times, events, oracle, 5)).isEqualTo(1);
        assertThat(UnoConcordance.of(censoring, times, events, new double[CASES], 8)).isEqualTo(0.5);
        assertThat(CumulativeDynamicAuc.of(censoring, times, events, new double[CASES], 5)).isEqualTo(0.5);
    }

    /** Half of the cases are watched to the end, half only to 2: Harrell's figure moves, Uno's hardly does. */
    @Test
    void theFigureDoesNotDependOnHowLongCasesAreWatched() {
        int count = 4000;
        double[] event = new double[count];
        double[] seen = new double[count];
        boolean[] came = new boolean[count];
        boolean[] all = new boolean[count];
        double[] risk = new double[count];
        for (int i = 0; i < count; i++) {
            event[i] = i * 1237 % count * 10.0 / count;
            // Risks tell early events apart and are noise among late ones.
            risk[i] = event[i] < 3 ? -event[i] : -3 - i * 2741 % count * 7.0 / count;
            seen[i] = Math.min(event[i], i % 2 == 0 ? 2 : 20);
            came[i] = event[i] == seen[i];
            all[i] = true;
        }
        double truth = UnoConcordance.of(CensoringCurve.of(event, all), event, all, risk, 8);
        double uno = UnoConcordance.of(CensoringCurve.of(seen, came), seen, came, risk, 8);
        assertThat(uno).isCloseTo(truth, within(0.005));
        assertThat(Math.abs(HarrellConcordance.of(seen, came, risk) - truth)).isGreaterThan(0.02);
    }

    /** Few cases at whole times, so that everything ties: each pair and each factor of the curve by itself. */
    @Test
    void figuresAreThoseOfTheDefinitions() {
        for (int trial = 0; trial < 60; trial++) {
            Key key = Key.of(trial);
            int count = 12;
            double[] time = IntStream.range(0, count).mapToDouble(i -> 1 + key.below(6, 3L * i)).toArray();
            double[] risk = IntStream.range(0, count).mapToDouble(i -> key.below(5, 3L * i + 1)).toArray();
            boolean[] event = new boolean[count];
            for (int i = 0; i < count; i++) {
                event[i] = key.uniform(3L * i + 2) < 0.6;
            }
            // One event at 1, one case beyond 6: no figure is without pairs.
            time[0] = 1;
            event[0] = true;
            time[1] = 7;
            double[] uno = new double[2];
            double[] area = new double[2];
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    double won = risk[i] > risk[j] ? 1 : risk[i] == risk[j] ? 0.5 : 0;
                    double weight = 1 / watched(time, event, time[i]);
                    if (event[i] && time[i] < 5 && time[i] < time[j]) {
                        uno[0] += weight * weight * won;
                        uno[1] += weight * weight;
                    }
                    if (event[i] && time[i] <= 3 && time[j] > 3) {
                        area[0] += weight * won;
                        area[1] += weight;
                    }
                }
            }
            CensoringCurve curve = CensoringCurve.of(time, event);
            assertThat(UnoConcordance.of(curve, time, event, risk, 5)).isCloseTo(uno[0] / uno[1], EXACT);
            assertThat(CumulativeDynamicAuc.of(curve, time, event, risk, 3)).isCloseTo(area[0] / area[1], EXACT);
        }
    }

    /** Of those who could have been lost at each earlier time, the share that was not, multiplied. */
    private static double watched(double[] time, boolean[] event, double until) {
        double product = 1;
        for (int at = 1; at < until; at++) {
            double lost = 0;
            double couldBe = 0;
            for (int i = 0; i < time.length; i++) {
                lost += time[i] == at && !event[i] ? 1 : 0;
                couldBe += time[i] > at || time[i] == at && !event[i] ? 1 : 0;
            }
            product *= couldBe == 0 ? 1 : 1 - lost / couldBe;
        }
        return product;
    }

    @Test
    void mistakesAreRefused() {
        boolean[] never = new boolean[CASES];
        assertThatThrownBy(() -> UnoConcordance.of(censoring, times, never, risks, 5))
                .isInstanceOf(InputException.class).hasMessageContaining("no two can be compared");
        assertThatThrownBy(() -> CumulativeDynamicAuc.of(censoring, times, never, risks, 5))
                .isInstanceOf(InputException.class).hasMessageContaining("none has its event by 5.0");
        assertThatThrownBy(() -> CumulativeDynamicAuc.of(censoring, times, events, risks, 50))
                .isInstanceOf(InputException.class).hasMessageContaining("none is watched beyond 50.0");
        assertThatThrownBy(() -> UnoConcordance.of(censoring, times, events, risks, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CumulativeDynamicAuc.of(censoring, times, events, risks, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CensoringCurve.of(new double[] {1, Double.NaN}, new boolean[2]))
                .isInstanceOf(InputException.class).hasMessageContaining("case 2 of 2 has no time");
        assertThatThrownBy(() -> CensoringCurve.of(new double[0], new boolean[0])).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> UnoConcordance.of(censoring, new double[] {1}, new boolean[1],
                new double[] {Double.NaN}, 5)).hasMessageContaining("has no risk");
        assertThatThrownBy(() -> UnoConcordance.of(censoring, times, events, new double[2], 5))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("80 times and 2 risks");
        CensoringCurve brief = CensoringCurve.of(new double[] {1, 2}, new boolean[2]);
        assertThatThrownBy(() -> UnoConcordance.of(brief, new double[] {3, 4}, new boolean[] {true, true},
                new double[2], 9)).isInstanceOf(InputException.class).hasMessageContaining("at the time 3.0");
    }
}
