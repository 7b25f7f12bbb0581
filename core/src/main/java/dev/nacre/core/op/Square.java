package dev.nacre.core.op;

import java.util.List;

/** y = x²; dy/dx = 2x. Shape: any, unchanged. */
public record Square() implements UnaryMap {
    @Override
    public String name() {
        return "square";
    }

    @Override
    public double apply(double x) {
        return x * x;
    }

    @Override
    public double derivative(double x) {
        return 2 * x;
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Square(), -2, 2);
    }
}
