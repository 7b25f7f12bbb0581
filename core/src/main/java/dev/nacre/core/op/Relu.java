package dev.nacre.core.op;

import java.util.List;

/** y = max(x, 0); dy/dx = 1 where x > 0, else 0. Shape: any, unchanged. */
public record Relu() implements UnaryMap {
    @Override
    public String name() {
        return "relu";
    }

    @Override
    public double apply(double x) {
        return Math.max(x, 0);
    }

    @Override
    public double derivative(double x) {
        return x > 0 ? 1 : 0;
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Relu(), -2, 2);
    }
}
