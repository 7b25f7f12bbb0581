package dev.nacre.core.op;

import java.util.List;

/** y = tanh x; dy/dx = 1 − y². Shape: any, unchanged. */
public record Tanh() implements UnaryMap {
    @Override
    public String name() {
        return "tanh";
    }

    @Override
    public double apply(double x) {
        return StrictMath.tanh(x);
    }

    @Override
    public double derivative(double y) {
        return 1 - y * y;
    }

    @Override
    public boolean derivativeUsesOutput() {
        return true;
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Tanh(), -3, 3);
    }
}
