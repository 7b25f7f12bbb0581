package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/** y = a + b; ∂/∂a = 1, ∂/∂b = 1. Inputs of the same shape: {@link Tensor#add} broadcasts. */
public record Add() implements BinaryMap {
    @Override
    public String name() {
        return "add";
    }

    @Override
    public double apply(double a, double b) {
        return a + b;
    }

    @Override
    public long apply(long a, long b) {
        return a + b;
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
        return List.of(cotangent, cotangent);
    }

    static List<Sample> samples() {
        return BinaryMap.samples("add", Tensor::add, -2, 2, -2, 2);
    }
}
