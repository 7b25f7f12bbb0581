package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/** y = scale·x + shift with constants; dy/dx = scale. Shape: any, unchanged. */
public record Affine(double scale, double shift) implements UnaryMap {
    @Override
    public String name() {
        return "affine";
    }

    @Override
    public double apply(double x) {
        return scale * x + shift;
    }

    @Override
    public double derivative(double x) {
        return scale;
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return List.of(cotangents.getFirst().mul(scale));
    }

    static List<Sample> samples() {
        return UnaryMap.samples(new Affine(-1.5, 0.25), -2, 2);
    }
}
