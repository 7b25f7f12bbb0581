package dev.nacre.mammo.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.nn.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrightnessChoiceTest {
    private static final boolean[] LABELS = {true, false, true, false};
    private static final double[][] SCORES = {{1, 2, 3, 4}, {4, 3, 2, 1}, {1, 2, 0.5, 3}};

    @Test
    void theBestMayBeReversed() {
        BrightnessChoice choice = BrightnessChoice.best(LABELS, SCORES, List.of(0, 1, 2));
        assertThat(choice).isEqualTo(new BrightnessChoice(2, true, 1));
        assertThat(choice.of(SCORES)).containsExactly(-1, -2, -0.5, -3);
        assertThat(SCORES[2]).containsExactly(1, 2, 0.5, 3);
    }

    @Test
    void onlyTheNamedVariantsAreTried() {
        BrightnessChoice choice = BrightnessChoice.best(LABELS, SCORES, List.of(1));
        assertThat(choice).isEqualTo(new BrightnessChoice(1, false, 0.75));
        assertThat(choice.of(SCORES)).containsExactly(SCORES[1]);
    }

    @Test
    void oneClassAloneIsRefused() {
        assertThatThrownBy(() -> BrightnessChoice.best(new boolean[4], SCORES, List.of(0)))
                .isInstanceOf(InputException.class);
    }
}
