package dev.nacre.mammo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @ParameterizedTest
    @CsvSource({"0, 1, 0 0.2 0.4 0.6 0.8 1.0",
        "0.33, 1, 0.2 0.4 0.6 0.8 1.0",
        "0, 0.001, 0 0.0002 0.0004 0.0006 0.0008 0.0010",
        "0, 448, 0 100 200 300 400 500",
        "-0.07, 0.13, -0.10 -0.05 0 0.05 0.10 0.15",
        "0, 0, 0 0.2 0.4 0.6 0.8 1.0",
        "7.1, 7.1, 6 8 10 12 14 16"})
    void ticksAreRoundAndHoldTheValues(double low, double high, String ticks) {
        Axis axis = Axis.spanning("", low, high, 5);
        assertThat(axis.ticks().stream().map(Plot::plain).toList())
                .containsExactly(ticks.replace('-', '−').split(" "));
        assertThat(axis.low()).isLessThanOrEqualTo(low);
        assertThat(axis.high()).isGreaterThanOrEqualTo(high);
        assertThat(axis.place(axis.low())).isZero();
        assertThat(axis.place(axis.high())).isEqualTo(1);
    }

    @Test
    void betweenEndsWhereTheValuesEnd() {
        Axis axis = Axis.between("", 0, 448, 5);
        assertThat(axis.high()).isEqualTo(448);
        assertThat(axis.ticks()).extracting(BigDecimal::intValue).containsExactly(0, 100, 200, 300, 400);
    }
}
