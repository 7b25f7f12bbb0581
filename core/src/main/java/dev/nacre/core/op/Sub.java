package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/** y = a − b; ∂/∂a = 1, ∂/∂b = −1. Inputs of the same shape: {@link Tensor#sub} broadcasts. */
public record Sub() implements BinaryMap {
    @Override
    public String name() {
        return "sub";
    }

    @Override
    public double apply(double a, double b) {
        return a - b;
    }

    @Override
    public long apply(long a, long b) {
        return a - b;
    }

    @Override
    public boolean takesIntegers() {
        return true;
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Tensor cotangent = cotangents.getFirst();
        return Arrays.asList(cotangent, saved.needs(1) ? cotangent.neg() : null);
    }

    static List<Sample> samples() {
        return BinaryMap.samples("sub", Tensor::sub, -2, 2, -2, 2);
    }
}
