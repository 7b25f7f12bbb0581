package dev.nacre.core.op;

import java.util.List;

/** y = erf x = 2/√π ∫₀ˣ e^(−t²) dt; dy/dx = 2/√π·e^(−x²). Shape: any, unchanged. */
public record Erf() implements UnaryMap {
    @Override
    public String name() {
        return "erf";
    }

    @Override
    public double apply(double x) {
        return ErrorFunction.erf(x);
    }

    @Override
    public double derivative(double x) {
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x);
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Erf(), -3, 3);
    }
}
