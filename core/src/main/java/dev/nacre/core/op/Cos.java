package dev.nacre.core.op;

import java.util.List;

/** y = cos x, x in radians; dy/dx = −sin x. Shape: any, unchanged. */
public record Cos() implements UnaryMap {
    @Override
    public String name() {
        return "cos";
    }

    @Override
    public double apply(double x) {
        return StrictMath.cos(x);
    }

    @Override
    public double derivative(double x) {
        return -StrictMath.sin(x);
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Cos(), -4, 4);
    }
}
