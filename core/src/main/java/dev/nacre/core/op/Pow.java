package dev.nacre.core.op;

import java.util.List;

/** y = x^p for a constant p; x > 0 unless p is an integer; dy/dx = p·x^(p−1). Shape: any, unchanged. */
public record Pow(double exponent) implements UnaryMap {
    @Override
    public String name() {
        return "pow";
    }

    @Override
    public double apply(double x) {
        return StrictMath.pow(x, exponent);
    }

    @Override
    public double derivative(double x) {
        return exponent * StrictMath.pow(x, exponent - 1);
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Pow(1.7), 0.2, 3);
    }
}
