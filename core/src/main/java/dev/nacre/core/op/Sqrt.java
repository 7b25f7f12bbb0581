package dev.nacre.core.op;

import java.util.List;

/** y = √x; dy/dx = 1/(2y). Shape: any, unchanged. */
public record Sqrt() implements UnaryMap {
    @Override
    public String name() {
        return "sqrt";
    }

    @Override
    public double apply(double x) {
        return Math.sqrt(x);
    }

    @Override
    public double derivative(double y) {
        return 0.5 / y;
    }

    @Override
    public boolean derivativeUsesOutput() {
        return true;
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Sqrt(), 0.2, 3);
    }
}
