package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Zeros added along one dimension: {@code before}, {@code after}, and {@code between} neighbours. The derivative cuts
 * them off again.
 */
public record Pad(int axis, long before, long after, long between) implements Primitive {
    @Override
    public String name() {
        return "pad";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec x = inputs.getFirst();
        Check.of(this, inputs, 1).floating(0).that(before >= 0 && after >= 0 && between >= 0,
                "padding cannot be negative: " + before + " before, " + after + " after, " + between + " between");
        return List.of(new Spec(x.type(), x.shape().with(axis, before + covered(x.shape().size(axis)) + after)));
    }

    private long covered(long size) {
        return size == 0 ? 0 : (size - 1) * (between + 1) + 1;
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.getFirst();
        long inner = x.shape().strides()[axis];
        long size = x.size(axis);
        long padded = outputs.getFirst().size(axis);
        for (long i = 0; i < x.elements(); i++) {
            long position = i / inner % size;
            long outer = i / inner / size;
            outputs.getFirst().set((outer * padded + before + position * (between + 1)) * inner + i % inner, x.at(i));
        }
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        long stop = before + covered(saved.inputSpec(0).shape().size(axis));
        return List.of(cotangents.getFirst().slice(axis, before, stop, between + 1));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("pad last", in -> in.getFirst().pad(-1, 2, 3), Sample.real(-1, 1, 3, 4, 19)),
                Sample.of("pad first", in -> in.getFirst().pad(0, 0, 3), Sample.real(-1, 1, 3, 4, 19)),
                Sample.of("pad between", in -> Apply.one(new Pad(1, 1, 2, 3), in.getFirst()),
                        Sample.real(-1, 1, 3, 4, 19)));
    }
}
