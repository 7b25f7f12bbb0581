package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/** y = condition ? a : b, element by element; the cotangent goes to whichever was chosen. Inputs of one shape. */
public record Where() implements Primitive {
    @Override
    public String name() {
        return "where";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 3).that(inputs.getFirst().type() == DType.BOOL, "the condition must be bool")
                .sameType(1, 2).shape(1, inputs.getFirst().shape()).shape(2, inputs.getFirst().shape());
        return List.of(inputs.get(1));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        for (long i = 0; i < inputs.getFirst().elements(); i++) {
            Plain chosen = inputs.get(inputs.getFirst().integer(i) != 0 ? 1 : 2);
            if (chosen.type().isFloating()) {
                outputs.getFirst().set(i, chosen.at(i));
            } else {
                outputs.getFirst().set(i, chosen.integer(i));
            }
        }
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Tensor cotangent = cotangents.getFirst();
        Tensor zero = Tensor.full(0, cotangent.type(), cotangent.shape());
        Tensor condition = saved.input(0);
        return Arrays.asList(null, saved.needs(1) ? Apply.one(this, condition, cotangent, zero) : null,
                saved.needs(2) ? Apply.one(this, condition, zero, cotangent) : null);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("where 5x33", in -> in.get(0).where(in.get(1), in.get(2)), Sample.mask(5, 33),
                        Sample.real(-1, 1, 5, 33), Sample.real(-1, 1, 5, 33)),
                Sample.of("where broadcast", in -> in.get(0).where(in.get(1), in.get(2)), Sample.mask(5, 1),
                        Sample.real(-1, 1, 5, 33), Sample.real(-1, 1)));
    }
}
