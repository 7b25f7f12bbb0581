package dev.nacre.core.op;

import java.util.List;

/** y = −x; dy/dx = −1. Shape: any, unchanged. */
public record Neg() implements UnaryMap {
    @Override
    public String name() {
        return "neg";
    }

    @Override
    public double apply(double x) {
        return -x;
    }

    @Override
    public double derivative(double x) {
        return -1;
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Neg(), -2, 2);
    }
}
