package dev.nacre.core.op;

import java.util.List;

/** y = 1/(1 + e⁻ˣ); dy/dx = y(1 − y). Shape: any, unchanged. */
public record Sigmoid() implements UnaryMap {
    @Override
    public String name() {
        return "sigmoid";
    }

    @Override
    public double apply(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    @Override
    public double derivative(double y) {
        return y * (1 - y);
    }

    @Override
    public boolean derivativeUsesOutput() {
        return true;
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Sigmoid(), -4, 4);
    }
}
