package dev.nacre.core.op;

import java.util.List;

/** y = ln x; dy/dx = 1/x. Shape: any, unchanged. */
public record Log() implements UnaryMap {
    @Override
    public String name() {
        return "log";
    }

    @Override
    public double apply(double x) {
        return StrictMath.log(x);
    }

    @Override
    public double derivative(double x) {
        return 1 / x;
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Log(), 0.2, 3);
    }
}
