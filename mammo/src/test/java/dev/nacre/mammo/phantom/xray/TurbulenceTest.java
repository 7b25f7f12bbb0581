package dev.nacre.mammo.phantom.xray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import org.junit.jupiter.api.Test;

class TurbulenceTest {
    @Test
    void hasMeanZeroAndVarianceOne() {
        double sum = 0;
        double squares = 0;
        int points = 0;
        for (int seed = 0; seed < 20; seed++) {
            Turbulence noise = new Turbulence(Key.of(seed), 10, 4, 0.9);
            for (int index = 0; index < 5000; index++) {
                Key key = Key.of(seed).child(index);
                float value = noise.at((float) (300 * key.uniform(0)), (float) (300 * key.uniform(1) - 150),
                        (float) (300 * key.uniform(2)));
                sum += value;
                squares += value * value;
                points++;
            }
        }
        assertThat(sum / points).isCloseTo(0, within(0.03));
        assertThat(squares / points).isCloseTo(1, within(0.05));
    }

    @Test
    void isSmooth() {
        Turbulence noise = new Turbulence(Key.of(3), 8, 1, 1);
        for (int index = 0; index < 2000; index++) {
            float x = 0.37f * index - 300;
            assertThat(noise.at(x + 0.01f, 5, -4)).isCloseTo(noise.at(x, 5, -4), within(0.02f));
        }
    }

    @Test
    void octavesOfEqualStrengthGiveProjectionsOfACubicLaw() {
        // Of means over cubes of side s the variance then falls slowly (log s); of white noise it falls as s^-3.
        Turbulence noise = new Turbulence(Key.of(9), 32, 6, 1);
        assertThat(varianceOfMeans(noise, 8) / varianceOfMeans(noise, 2)).isBetween(0.35, 0.85);
    }

    private static double varianceOfMeans(Turbulence noise, int side) {
        double sum = 0;
        double squares = 0;
        int cubes = 600;
        for (int cube = 0; cube < cubes; cube++) {
            Key key = Key.of(cube);
            double mean = 0;
            for (int step = 0; step < 64; step++) {
                mean += noise.at((float) (500 * key.uniform(0) + side * key.uniform(3 + 3 * step)),
                        (float) (500 * key.uniform(1) + side * key.uniform(4 + 3 * step)),
                        (float) (500 * key.uniform(2) + side * key.uniform(5 + 3 * step))) / 64;
            }
            sum += mean;
            squares += mean * mean;
        }
        return squares / cubes - sum / cubes * (sum / cubes);
    }
}
