package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * y = min(a, b); the smaller one gets the cotangent, equal ones get half each. Inputs of the same shape: {@link
 * Tensor#minimum} broadcasts.
 */
public record Minimum() implements BinaryMap {
    @Override
    public String name() {
        return "minimum";
    }

    @Override
    public double apply(double a, double b) {
        return Math.min(a, b);
    }

    @Override
    public long apply(long a, long b) {
        return Math.min(a, b);
    }

    @Override
    public boolean takesIntegers() {
        return true;
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0, 1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return Ties.split(saved, cotangents.getFirst(), saved.input(0).lessThan(saved.input(1)));
    }

    static List<Sample> samples() {
        return BinaryMap.samples("minimum", Tensor::minimum, -2, 2, -2, 2);
    }
}
