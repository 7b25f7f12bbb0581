package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * y = max(a, b); the larger one gets the cotangent, equal ones get half each. Inputs of the same shape: {@link
 * Tensor#maximum} broadcasts.
 */
public record Maximum() implements BinaryMap {
    @Override
    public String name() {
        return "maximum";
    }

    @Override
    public double apply(double a, double b) {
        return Math.max(a, b);
    }

    @Override
    public long apply(long a, long b) {
        return Math.max(a, b);
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
        return Ties.split(saved, cotangents.getFirst(), saved.input(0).greaterThan(saved.input(1)));
    }

    static List<Sample> samples() {
        return BinaryMap.samples("maximum", Tensor::maximum, -2, 2, -2, 2);
    }
}
