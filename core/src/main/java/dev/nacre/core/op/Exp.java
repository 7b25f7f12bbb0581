package dev.nacre.core.op;

import java.util.List;

/** y = eˣ; dy/dx = y. Shape: any, unchanged. */
public record Exp() implements UnaryMap {
    @Override
    public String name() {
        return "exp";
    }

    @Override
    public double apply(double x) {
        return StrictMath.exp(x);
    }

    @Override
    public double derivative(double y) {
        return y;
    }

    @Override
    public boolean derivativeUsesOutput() {
        return true;
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Exp(), -3, 3);
    }
}
