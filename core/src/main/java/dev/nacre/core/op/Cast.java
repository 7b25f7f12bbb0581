package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Copies elements into row-major order, converted to a type: rounded to nearest even; truncated towards zero for
 * integers; true for bool where they are not 0. The cotangent is converted back.
 */
public record Cast(DType type) implements Primitive {
    @Override
    public String name() {
        return "cast";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 1);
        return List.of(new Spec(type, inputs.getFirst().shape()));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.getFirst();
        for (long i = 0; i < x.elements(); i++) {
            if (x.type().isFloating()) {
                outputs.getFirst().set(i, x.at(i));
            } else {
                outputs.getFirst().set(i, x.integer(i));
            }
        }
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return List.of(cotangents.getFirst().to(saved.inputSpec(0).type()));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("cast bfloat16", in -> in.getFirst().to(DType.BFLOAT16), Sample.real(-2, 2, 7, 33)),
                Sample.of("cast int32", in -> in.getFirst().to(DType.INT32), Sample.real(-200, 200, 7, 33)),
                Sample.of("cast uint8", in -> in.getFirst().to(DType.UINT8), Sample.real(0, 255, 7, 33)),
                Sample.of("cast bool", in -> in.getFirst().to(DType.BOOL), Sample.real(-2, 2, 7, 33)),
                Sample.of("cast from int", in -> in.getFirst().to(DType.FLOAT32), Sample.index(1000, 77)),
                Sample.of("cast from bool", in -> in.getFirst().to(DType.FLOAT32), Sample.mask(77)),
                Sample.of("copy transposed", in -> in.getFirst().transpose(0, 1).contiguous(),
                        Sample.real(-2, 2, 7, 33)),
                Sample.of("copy permuted", in -> in.getFirst().permute(0, 3, 1, 2).contiguous(),
                        Sample.real(-2, 2, 2, 5, 6, 19)));
    }
}
