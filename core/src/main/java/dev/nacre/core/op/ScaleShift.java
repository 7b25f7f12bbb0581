package dev.nacre.core.op;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * One factor and one term for each channel: y = x·scale + shift. Inputs: x {@code [batch…, channel]}, scale and shift
 * {@code [channel]}. dx = dy·scale, dscale = Σdy·x, dshift = Σdy over all positions.
 */
public record ScaleShift() implements Fused {
    /** x·scale + shift along the last dimension. */
    public static Tensor of(Tensor x, Tensor scale, Tensor shift) {
        return Apply.one(new ScaleShift(), x, scale, shift);
    }

    @Override
    public String name() {
        return "scale_shift";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec x = inputs.getFirst();
        Check check = Check.of(this, inputs, 3).floating(0).sameType(0, 1).sameType(0, 2)
                .that(x.shape().rank() >= 1, "input 0 needs a channel dimension");
        Shape channels = Shape.of(x.shape().size(-1));
        check.shape(1, channels).shape(2, channels);
        return List.of(x);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        return List.of(inputs.get(0).mul(inputs.get(1)).add(inputs.get(2)));
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0, 1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Tensor cotangent = cotangents.getFirst();
        Tensor rows = cotangent.reshape(cotangent.shape().without(-1).elements(), cotangent.size(-1));
        return Arrays.asList(
                saved.needs(0) ? cotangent.mul(saved.input(1)) : null,
                saved.needs(1) ? cotangent.mul(saved.input(0)).reshape(rows.shape()).sum(0) : null,
                saved.needs(2) ? rows.sum(0) : null);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("scale_shift pictures", in -> of(in.get(0), in.get(1), in.get(2)),
                        Sample.real(-2, 3, 2, 7, 5, 35), Sample.real(-1, 1, 35), Sample.real(-1, 1, 35)),
                Sample.of("scale_shift nothing", in -> of(in.get(0), in.get(1), in.get(2)),
                        Sample.real(-2, 3, 0, 19), Sample.real(-1, 1, 19), Sample.real(-1, 1, 19)));
    }
}
