package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VectorMathTest {
    private static final int COUNT = 200_003;

    @BeforeEach
    void vectorsServe() {
        assumeTrue(CpuProvider.vectors(), "vector functions need vectors");
    }

    @Test
    void expIsAccurate() {
        check((x, a, b) -> VectorMath.exp(x), StrictMath::exp, -87, 88.7, 2e-7);
    }

    @Test
    void logIsAccurate() {
        check((x, a, b) -> VectorMath.log(x), StrictMath::log, 1e-3, 4, 2e-7);
        check((x, a, b) -> VectorMath.log(x), StrictMath::log, 1e-39, 1e-37, 2e-7);
        check((x, a, b) -> VectorMath.log(x), StrictMath::log, 1, 3e38, 2e-7);
    }

    @Test
    void log1pIsAccurate() {
        check((x, a, b) -> VectorMath.log1p(x), StrictMath::log1p, 0, 1, 3e-7);
        check((x, a, b) -> VectorMath.log1p(x), StrictMath::log1p, 0, 1e-6, 3e-7);
    }

    @Test
    void tanhIsAccurate() {
        check((x, a, b) -> VectorMath.tanh(VectorMath.tanhPower(x), x), StrictMath::tanh, -10, 10, 3e-7);
        check((x, a, b) -> VectorMath.tanh(VectorMath.tanhPower(x), x), StrictMath::tanh, -1e-3, 1e-3, 2e-7);
    }

    @Test
    void sigmoidIsAccurate() {
        check((x, a, b) -> VectorMath.sigmoid(x), x -> 1 / (1 + StrictMath.exp(-x)), -80, 80, 3e-7);
    }

    @Test
    void sineAndCosineAreAccurate() {
        checkAbsolute((x, a, b) -> VectorMath.sin(x), StrictMath::sin, -10, 10, 1.2e-7);
        checkAbsolute((x, a, b) -> VectorMath.cos(x), StrictMath::cos, -10, 10, 1.2e-7);
        checkAbsolute((x, a, b) -> VectorMath.sin(x), StrictMath::sin, -9000, 9000, 1.2e-7);
        checkAbsolute((x, a, b) -> VectorMath.cos(x), StrictMath::cos, 29000, 200000, 1.2e-7);
    }

    @Test
    void erfIsAccurate() {
        // ∫ 2/√π e^(−t²) by the series Σ (−1)ᵏ x^(2k+1) / (k! (2k+1)), which needs no table.
        check((x, a, b) -> VectorMath.erf(VectorMath.erfTail(x), x), VectorMathTest::erf, -3.5, 3.5, 2.5e-7);
        check((x, a, b) -> VectorMath.erf(VectorMath.erfTail(x), x), x -> Math.signum(x), 5, 50, 1e-7);
    }

    @Test
    void edgesAreTheUsualOnes() {
        float inf = Float.POSITIVE_INFINITY;
        float nan = Float.NaN;
        assertThat(values((x, a, b) -> VectorMath.exp(x), 0, -inf, inf, 100, -100, nan))
                .containsExactly(1, 0, inf, inf, 0, nan);
        assertThat(values((x, a, b) -> VectorMath.log(x), 1, 0, inf, -1, nan))
                .containsExactly(0, -inf, inf, nan, nan);
        assertThat(values((x, a, b) -> VectorMath.tanh(VectorMath.tanhPower(x), x), 0, inf, -inf,
                nan)).containsExactly(0, 1, -1, nan);
        assertThat(values((x, a, b) -> VectorMath.sigmoid(x), 0, inf, -inf, nan)).containsExactly(0.5f, 1, 0, nan);
        assertThat(values((x, a, b) -> VectorMath.erf(VectorMath.erfTail(x), x), 0, inf, -inf,
                nan)).containsExactly(0, 1, -1, nan);
        assertThat(values((x, a, b) -> VectorMath.sin(x), 0, inf, nan)).containsExactly(0, nan, nan);
    }

    private static double erf(double x) {
        double sum = 0;
        double term = x;
        for (int k = 0; k < 200; k++) {
            sum += term / (2 * k + 1);
            term *= -x * x / (k + 1);
        }
        return sum * 2 / Math.sqrt(Math.PI);
    }

    private static void check(UnaryFunction function, DoubleUnaryOperator exact, double low, double high,
            double bound) {
        compare(function, exact, low, high, bound, true);
    }

    private static void checkAbsolute(UnaryFunction function, DoubleUnaryOperator exact, double low, double high,
                                      double bound) {
        compare(function, exact, low, high, bound, false);
    }

    private static void compare(UnaryFunction function, DoubleUnaryOperator exact, double low, double high,
            double bound,
                                boolean relative) {
        var x = Native.uniform(COUNT, 1, low, high);
        var y = Native.zeros(COUNT);
        Specialised.copy(UnaryLoop.class, UnaryFunction.Loop.class, function).run(x, 0, y, 0, COUNT, 0, 0);
        double worst = 0;
        double where = 0;
        for (int i = 0; i < COUNT; i++) {
            double expected = exact.applyAsDouble(Native.at(x, i));
            double error = Math.abs(Native.at(y, i) - expected);
            error = relative && error > 0 ? error / Math.abs(expected) : error;
            if (!(error <= worst)) {
                worst = error;
                where = Native.at(x, i);
            }
        }
        assertThat(worst).as("at %s", where).isLessThan(bound);
    }

    private static float[] values(UnaryFunction function, float... inputs) {
        var x = Native.zeros(inputs.length);
        for (int i = 0; i < inputs.length; i++) {
            Floats.set(x, i, inputs[i]);
        }
        var y = Native.zeros(inputs.length);
        Specialised.copy(UnaryLoop.class, UnaryFunction.Loop.class, function).run(x, 0, y, 0, inputs.length, 0, 0);
        return Native.copy(y);
    }
}
