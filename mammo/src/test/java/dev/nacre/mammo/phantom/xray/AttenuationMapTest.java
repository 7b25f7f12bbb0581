package dev.nacre.mammo.phantom.xray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.View;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttenuationMapTest {
    /** However small a ball is beside a pixel, what it takes away in all is its volume. */
    @ParameterizedTest
    @CsvSource({"128, 0.25", "128, 3", "760, 0.12", "760, 0.5", "760, 4", "2000, 0.3"})
    void aBallKeepsItsVolume(int height, double radius) {
        Acquisition acquisition = new Acquisition(View.CC, height, (int) (0.6 * height), Key.of(1));
        AttenuationMap map = new AttenuationMap(acquisition, 120);
        map.ball(40.13f, 11.71f, (float) radius, 2);
        double sum = 0;
        for (float value : map.sums()) {
            sum += value * map.pixel() * map.pixel();
        }
        assertThat(sum / (2 * 4 / 3.0 * Math.PI * radius * radius * radius)).isCloseTo(1, within(0.12));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 5", "127, 75"})
    void rowsAndColumnsAreThereAndBack(int row, int column) {
        AttenuationMap map = new AttenuationMap(new Acquisition(View.CC, 128, 76, Key.of(1)), 120);
        assertThat(map.row(map.up(row))).isEqualTo(row);
        assertThat(map.column(map.forward(column))).isEqualTo(column);
    }
}
