package dev.nacre.core.op;

import java.util.List;

/** y = |x|; dy/dx = sign(x), 0 at 0. Shape: any, unchanged. */
public record Abs() implements UnaryMap {
    @Override
    public String name() {
        return "abs";
    }

    @Override
    public double apply(double x) {
        return Math.abs(x);
    }

    @Override
    public double derivative(double x) {
        return Math.signum(x);
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Abs(), -2, 2);
    }
}
