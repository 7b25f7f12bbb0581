package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import org.junit.jupiter.api.Test;

class RandomGammaTest {
    @Test
    void levelsFollowThePowerWithinTheirRange() {
        float[] levels = new float[1001];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = 100 + index;
        }
        for (int seed = 0; seed < 20; seed++) {
            double gamma = Math.pow(2, 2 * Key.of(seed).uniform(1) - 1);
            float[] bent = new RandomGamma(2).apply(levels, Key.of(seed));
            for (int index = 0; index < levels.length; index++) {
                assertThat((double) bent[index]).isCloseTo(100 + 1000 * Math.pow(index / 1000.0, gamma), within(0.05));
            }
            assertThat(bent[0]).isEqualTo(100);
            assertThat(bent[1000]).isEqualTo(1100);
        }
    }

    @Test
    void aGammaOfOneAndEqualLevelsChangeNothing() {
        float[] levels = RandomPictures.floats(500, 1);
        assertThat(new RandomGamma(1).apply(levels, Key.of(1))).containsExactly(levels, within(1e-6f));
        float[] equal = {3, 3, 3};
        assertThat(new RandomGamma(2).apply(equal, Key.of(1))).isSameAs(equal);
    }
}
