package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/** y = a·b; ∂/∂a = b, ∂/∂b = a. Inputs of the same shape: {@link Tensor#mul} broadcasts. */
public record Mul() implements BinaryMap {
    @Override
    public String name() {
        return "mul";
    }

    @Override
    public double apply(double a, double b) {
        return a * b;
    }

    @Override
    public long apply(long a, long b) {
        return a * b;
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
        Tensor cotangent = cotangents.getFirst();
        return Arrays.asList(saved.needs(0) ? cotangent.mul(saved.input(1)) : null,
                saved.needs(1) ? cotangent.mul(saved.input(0)) : null);
    }

    static List<Sample> samples() {
        return BinaryMap.samples("mul", Tensor::mul, -2, 2, -2, 2);
    }
}
