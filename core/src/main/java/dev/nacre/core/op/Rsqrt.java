package dev.nacre.core.op;

import java.util.List;

/** y = 1/√x; dy/dx = −y³/2. Shape: any, unchanged. */
public record Rsqrt() implements UnaryMap {
    @Override
    public String name() {
        return "rsqrt";
    }

    @Override
    public double apply(double x) {
        return 1 / Math.sqrt(x);
    }

    @Override
    public double derivative(double y) {
        return -0.5 * y * y * y;
    }

    @Override
    public boolean derivativeUsesOutput() {
        return true;
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Rsqrt(), 0.2, 3);
    }
}
