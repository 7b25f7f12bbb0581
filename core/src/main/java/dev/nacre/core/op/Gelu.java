package dev.nacre.core.op;

import java.util.List;

/** y = x·Φ(x), Φ the normal distribution (Hendrycks and Gimpel 2016); dy/dx = Φ(x) + x·φ(x). Shape: any, unchanged. */
public record Gelu() implements UnaryMap {
    @Override
    public String name() {
        return "gelu";
    }

    @Override
    public double apply(double x) {
        return 0.5 * x * (1 + ErrorFunction.erf(x * Math.sqrt(0.5)));
    }

    @Override
    public double derivative(double x) {
        double cumulative = 0.5 * (1 + ErrorFunction.erf(x * Math.sqrt(0.5)));
        return cumulative + x * StrictMath.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Gelu(), -4, 4);
    }
}
