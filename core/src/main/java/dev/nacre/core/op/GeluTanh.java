package dev.nacre.core.op;

import java.util.List;

/**
 * y = x/2·(1 + tanh(√(2/π)(x + 0.044715x³))), the usual approximation of {@link Gelu}; dy/dx = (1 + t)/2 + x/2·(1 −
 * t²)·√(2/π)(1 + 3·0.044715x²), t the tanh above. Shape: any, unchanged.
 */
public record GeluTanh() implements UnaryMap {
    private static final double SCALE = Math.sqrt(2 / Math.PI);
    private static final double CUBIC = 0.044715;

    @Override
    public String name() {
        return "gelu_tanh";
    }

    @Override
    public double apply(double x) {
        return 0.5 * x * (1 + StrictMath.tanh(SCALE * (x + CUBIC * x * x * x)));
    }

    @Override
    public double derivative(double x) {
        double t = StrictMath.tanh(SCALE * (x + CUBIC * x * x * x));
        return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * SCALE * (1 + 3 * CUBIC * x * x);
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new GeluTanh(), -4, 4);
    }
}
