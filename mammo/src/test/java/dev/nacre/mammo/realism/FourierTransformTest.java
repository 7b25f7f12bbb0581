package dev.nacre.mammo.realism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierTransformTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 64})
    void isTheSumOfItsDefinition(int size) {
        double[] real = new double[size];
        double[] imaginary = new double[size];
        for (int index = 0; index < size; index++) {
            real[index] = Key.of(1).uniform(index) - 0.5;
            imaginary[index] = Key.of(2).uniform(index) - 0.5;
        }
        double[] transformed = real.clone();
        double[] transformedImaginary = imaginary.clone();
        new FourierTransform(size).apply(transformed, transformedImaginary);
        for (int k = 0; k < size; k++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < size; n++) {
                double angle = -2 * Math.PI * k * n / size;
                re += real[n] * Math.cos(angle) - imaginary[n] * Math.sin(angle);
                im += real[n] * Math.sin(angle) + imaginary[n] * Math.cos(angle);
            }
            assertThat(transformed[k]).isCloseTo(re, within(1e-12));
            assertThat(transformedImaginary[k]).isCloseTo(im, within(1e-12));
        }
    }

    @Test
    void aWaveIsOnePointOfTheSquare() {
        int size = 16;
        double[][] real = new double[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                real[row][column] = Math.cos(2 * Math.PI * (3 * row + 5 * column) / size);
            }
        }
        new FourierTransform(size).applySquare(real, new double[size][size]);
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                boolean wave = row == 3 && column == 5 || row == 13 && column == 11;
                assertThat(real[row][column]).isCloseTo(wave ? size * size / 2.0 : 0, within(1e-9));
            }
        }
    }

    @Test
    void otherSizesAreRefused() {
        assertThatThrownBy(() -> new FourierTransform(12)).hasMessageContaining("12")
                .hasMessageContaining("power of two");
    }
}
