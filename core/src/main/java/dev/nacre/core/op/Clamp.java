package dev.nacre.core.op;

import java.util.List;

/** y = min(max(x, low), high); dy/dx = 1 where low ≤ x ≤ high, else 0. Shape: any, unchanged. */
public record Clamp(double low, double high) implements UnaryMap {
    @Override
    public String name() {
        return "clamp";
    }

    @Override
    public double apply(double x) {
        return Math.min(Math.max(x, low), high);
    }

    @Override
    public double derivative(double x) {
        return x >= low && x <= high ? 1 : 0;
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Clamp(-0.5, 0.4), -1.03, 1);
    }
}
