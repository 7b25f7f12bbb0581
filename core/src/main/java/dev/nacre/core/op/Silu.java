package dev.nacre.core.op;

import java.util.List;

/** y = x·σ(x), also called swish (Elfwing et al. 2018); dy/dx = σ(x)(1 + x(1 − σ(x))). Shape: any, unchanged. */
public record Silu() implements UnaryMap {
    @Override
    public String name() {
        return "silu";
    }

    @Override
    public double apply(double x) {
        return x / (1 + StrictMath.exp(-x));
    }

    @Override
    public double derivative(double x) {
        double sigmoid = 1 / (1 + StrictMath.exp(-x));
        return sigmoid * (1 + x * (1 - sigmoid));
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Silu(), -4, 4);
    }
}
