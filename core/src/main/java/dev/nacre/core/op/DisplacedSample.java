package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Pictures whose pixels come from displaced places: pixel (row, column) of the result is the level at x = column + ½ +
 * s·across, y = row + ½ + s·down of the picture, mirrored about its outer pixels, interpolated linearly
 * ({@link BilinearLevels}). Inputs: pictures {@code [batch, height, width]}; distances {@code [2, batch, height,
 * width]}, across and then down; how strongly each picture is displaced, s, float64 {@code [batch]}. With s = 0 a
 * picture stays as it is. Without gradient: it is made for what a network gets to see.
 */
public record DisplacedSample() implements Fused {
    /** The displaced pictures. */
    public static Tensor of(Tensor pictures, Tensor distances, Tensor strengths) {
        return Apply.one(new DisplacedSample(), pictures, distances, strengths);
    }

    @Override
    public String name() {
        return "displaced_sample";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check check = Check.of(this, inputs, 3).floating(0).rank(0, 3).sameType(0, 1);
        Shape x = inputs.getFirst().shape();
        check.shape(1, Shape.of(2, x.size(0), x.size(1), x.size(2))).shape(2, Shape.of(x.size(0)))
                .that(inputs.get(2).type() == DType.FLOAT64, "strengths are float64")
                .that(x.size(1) > 0 && x.size(2) > 0, "there is nothing in pictures of " + x.size(1) + "×" + x.size(2));
        return List.of(inputs.getFirst());
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.getFirst();
        Tensor strength = inputs.get(2).reshape(x.size(0), 1, 1);
        return List.of(BilinearLevels.at(x,
                places(inputs.get(1), 0, strength, centres(x.size(2)).reshape(1, 1, x.size(2))),
                places(inputs.get(1), 1, strength, centres(x.size(1)).reshape(1, x.size(1), 1)), null));
    }

    private static Tensor places(Tensor distances, int axis, Tensor strength, Tensor centres) {
        return centres.add(strength.mul(distances.select(0, axis).to(DType.FLOAT64))).sub(0.5);
    }

    private static Tensor centres(long count) {
        return Tensor.arange(Math.toIntExact(count)).to(DType.FLOAT64).add(0.5);
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public int differentiableOutputs() {
        return 0;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        throw new IllegalStateException("displaced_sample is detached: no cotangent can reach it");
    }

    static List<Sample> samples() {
        return List.of(Sample.of("displaced_sample", in -> of(in.get(0), in.get(1), in.get(2)),
                Sample.real(-1, 1, 2, 6, 5), Sample.real(-1, 1, 2, 2, 6, 5),
                new Sample.Input(DType.FLOAT64, Shape.of(2), -3, 3)));
    }
}
