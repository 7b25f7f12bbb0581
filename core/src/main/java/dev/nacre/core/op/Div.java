package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/** y = a/b; ∂/∂a = 1/b, ∂/∂b = −a/b². Inputs of the same shape: {@link Tensor#div} broadcasts. */
public record Div() implements BinaryMap {
    @Override
    public String name() {
        return "div";
    }

    @Override
    public double apply(double a, double b) {
        return a / b;
    }

    @Override
    public Keep keep() {
        return Keep.inputs(1).andOutputs(0);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Tensor quotient = cotangents.getFirst().div(saved.input(1));
        return Arrays.asList(quotient, saved.needs(1) ? quotient.mul(saved.output(0)).neg() : null);
    }

    static List<Sample> samples() {
        return BinaryMap.samples("div", Tensor::div, -2, 2, 0.5, 2);
    }
}
