package dev.nacre.core.op;

import java.util.List;

/** y = sin x, x in radians; dy/dx = cos x. Shape: any, unchanged. */
public record Sin() implements UnaryMap {
    @Override
    public String name() {
        return "sin";
    }

    @Override
    public double apply(double x) {
        return StrictMath.sin(x);
    }

    @Override
    public double derivative(double x) {
        return StrictMath.cos(x);
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Sin(), -4, 4);
    }
}
