package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Levels of pictures as a network takes them: y = ((x − low)/(high − low) − mean)/deviation, the inner fraction in the
 * type of x, the rest in float64. Inputs: pictures {@code [batch, height, width]} and for each the level that becomes 0
 * and the one that becomes 1, {@code [batch, 2]}. Without gradient: it is made for what a network gets to see.
 *
 * @param mean      of the levels between 0 and 1
 * @param deviation of the levels between 0 and 1
 */
public record RescaleLevels(double mean, double deviation) implements Fused {
    /** The scaled pictures. */
    public static Tensor of(Tensor pictures, Tensor ranges, double mean, double deviation) {
        return Apply.one(new RescaleLevels(mean, deviation), pictures, ranges);
    }

    /** The lowest and the highest level of each picture: {@code [batch, height, width] → [batch, 2]}. */
    public static Tensor ranges(Tensor pictures) {
        Tensor all = pictures.reshape(pictures.size(0), pictures.size(1) * pictures.size(2));
        return Stack.of(1, List.of(all.min(1).getFirst(), all.max(1).getFirst()));
    }

    @Override
    public String name() {
        return "rescale_levels";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 2).floating(0).rank(0, 3).sameType(0, 1)
                .shape(1, Shape.of(inputs.getFirst().shape().size(0), 2));
        return List.of(inputs.getFirst());
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.getFirst();
        Tensor low = inputs.get(1).slice(1, 0, 1).reshape(x.size(0), 1, 1);
        Tensor high = inputs.get(1).slice(1, 1, 2).reshape(x.size(0), 1, 1);
        Tensor unit = x.sub(low).div(high.sub(low)).to(DType.FLOAT64);
        return List.of(unit.sub(mean).div(Tensor.full(deviation, DType.FLOAT64, Shape.SCALAR)).to(x.type()));
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
        throw new IllegalStateException("rescale_levels is detached: no cotangent can reach it");
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("rescale_levels", in -> of(in.get(0), ranges(in.get(0)), 0.3, 0.25),
                        Sample.real(0, 255, 3, 7, 9)),
                Sample.of("rescale_levels given", in -> of(in.get(0), Stack.of(1, List.of(in.get(1), in.get(1).add(3))),
                        0, 1), Sample.real(-1, 1, 2, 5, 33), Sample.real(-2, -1, 2)));
    }
}
