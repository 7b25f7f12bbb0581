package dev.nacre.core.op;

import java.util.List;

/** y = ln(1 + eˣ); dy/dx = σ(x). Shape: any, unchanged. */
public record Softplus() implements UnaryMap {
    @Override
    public String name() {
        return "softplus";
    }

    @Override
    public double apply(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    @Override
    public double derivative(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Softplus(), -4, 4);
    }
}
