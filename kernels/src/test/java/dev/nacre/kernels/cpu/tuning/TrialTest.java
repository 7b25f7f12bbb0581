package dev.nacre.kernels.cpu.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TrialTest {
    /** Runs a trial to its end, each variant taking the same time at every call; returns the number of calls. */
    private static int finish(Trial trial, long... nanos) {
        int calls = 0;
        while (!trial.isDecided()) {
            int variant = trial.next();
            calls++;
            assertThat(trial.took(variant, nanos[variant])).isEqualTo(trial.isDecided());
        }
        return calls;
    }

    @Test
    void theFastestOfThreeIsChosenAfterSevenCallsOfEach() {
        var trial = new Trial(3);

        assertThat(finish(trial, 1000, 700, 800)).isEqualTo(21);
        assertThat(trial.next()).isEqualTo(1);
        assertThat(trial.shortest(2)).isEqualTo(OptionalLong.of(800));
    }

    @Test
    void theRulesStayWhereLittleIsSaved() {
        var trial = new Trial(2);
        finish(trial, 1000, 960);

        assertThat(trial.next()).isZero();
    }

    @Test
    void longCallsAreTriedFourTimes() {
        var trial = new Trial(2);

        assertThat(finish(trial, 50_000_000, 30_000_000)).isEqualTo(8);
        assertThat(trial.next()).isEqualTo(1);
    }

    @Test
    void theFirstCallOfEachDoesNotCount() {
        var trial = new Trial(2);
        trial.took(trial.next(), 1);
        trial.took(trial.next(), 1_000_000);
        finish(trial, 1000, 500);

        assertThat(trial.next()).isEqualTo(1);
        assertThat(trial.shortest(0)).isEqualTo(OptionalLong.of(1000));
    }

    @Test
    void callsThatEndAfterTheDecisionChangeNothing() {
        var trial = new Trial(2);
        finish(trial, 1000, 500);

        assertThat(trial.took(0, 1)).isFalse();
        assertThat(trial.next()).isEqualTo(1);
    }
}
