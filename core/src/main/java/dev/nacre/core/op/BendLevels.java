package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Levels of pictures along curves, one for each picture, such as powers (gamma). With s + 1 numbers of a curve c from 0
 * to 1, place p = (x − low)/(high − low)·s and k = ⌊p⌋, the result is e[k] + (p − k)·(e[k + 1] − e[k]), where e[k] =
 * low + (high − low)·c[k], computed in float64 and rounded to the type of x. Inputs: pictures
 * {@code [batch, height, width]}; the lowest and highest level of each {@code [batch, 2]}; curves, float64
 * {@code [batch, s + 2]}, the last number repeated. Levels outside of their range count as its ends. A picture whose
 * curve starts with NaN, or whose range is empty, stays as it is. Without gradient: it is made for what a network gets
 * to see.
 */
public record BendLevels() implements Fused {
    /** The bent pictures. */
    public static Tensor of(Tensor pictures, Tensor ranges, Tensor curves) {
        return Apply.one(new BendLevels(), pictures, ranges, curves);
    }

    @Override
    public String name() {
        return "bend_levels";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check check = Check.of(this, inputs, 3).floating(0).rank(0, 3).sameType(0, 1).rank(2, 2);
        long batch = inputs.getFirst().shape().size(0);
        check.shape(1, Shape.of(batch, 2)).size(2, 0, batch, "pictures")
                .that(inputs.get(2).type() == DType.FLOAT64, "curves are float64")
                .that(inputs.get(2).shape().size(1) > 2, "a curve has at least one step and its last number twice");
        return List.of(inputs.getFirst());
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.getFirst();
        Tensor curves = inputs.get(2);
        long batch = x.size(0);
        long numbers = curves.size(1);
        Tensor low = inputs.get(1).slice(1, 0, 1).reshape(batch, 1, 1);
        Tensor range = inputs.get(1).slice(1, 1, 2).reshape(batch, 1, 1).sub(low);
        Tensor first = curves.slice(1, 0, 1).reshape(batch, 1, 1);
        Tensor bends = range.greaterThan(zero(x)).where(first.equalTo(first), range.lessThan(range));
        Tensor place = bends.where(x.sub(low).div(range).mul(numbers - 2).clamp(0, numbers - 2), zero(x));
        Tensor below = place.to(DType.INT64);
        Tensor exact = low.reshape(batch, 1).to(DType.FLOAT64)
                .add(range.reshape(batch, 1).to(DType.FLOAT64).mul(curves)).to(x.type());
        Tensor start = pick(exact, below);
        Tensor end = pick(exact, below.add(one(below)));
        return List.of(bends.where(start.add(place.sub(below.to(x.type())).mul(end.sub(start))), x));
    }

    private static Tensor zero(Tensor like) {
        return Tensor.full(0, like.type(), Shape.SCALAR);
    }

    private static Tensor one(Tensor like) {
        return Tensor.full(1, like.type(), Shape.SCALAR);
    }

    private static Tensor pick(Tensor curves, Tensor places) {
        long batch = places.size(0);
        return curves.gather(1, places.reshape(batch, places.size(1) * places.size(2))).reshape(places.shape());
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
        throw new IllegalStateException("bend_levels is detached: no cotangent can reach it");
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("bend_levels", in -> of(in.get(0), RescaleLevels.ranges(in.get(0)), rising(in.get(1))),
                        Sample.real(0, 255, 3, 7, 9), new Sample.Input(DType.FLOAT64, Shape.of(3, 8), 0.1, 1)),
                Sample.of("bend_levels equal", in -> of(in.get(0), RescaleLevels.ranges(in.get(0)), rising(in.get(1))),
                        Sample.real(0, 255, 2, 1, 1), new Sample.Input(DType.FLOAT64, Shape.of(2, 5), 0.1, 1)));
    }

    /** The last number twice. */
    private static Tensor rising(Tensor steps) {
        Tensor sums = CumulativeSum.of(steps, 1);
        long last = sums.size(1) - 1;
        return Concat.of(1, List.of(sums, sums.slice(1, last, last + 1)));
    }
}
