package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/** A function of one number, applied to every element of a floating tensor. */
public sealed interface UnaryMap extends Primitive permits Neg, Abs, Exp, Log, Sqrt, Rsqrt, Square, Tanh,
        Sigmoid, Relu, Silu, Gelu, GeluTanh, Softplus, Erf, Sin,
        Cos, Clamp, Pow, Affine {
    /** The function. */
    double apply(double x);

    /** Its derivative, in terms of the input, or of the output where {@link #derivativeUsesOutput}. */
    double derivative(double inputOrOutput);

    /** Whether the derivative is simplest in terms of the output. */
    default boolean derivativeUsesOutput() {
        return false;
    }

    @Override
    default List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 1).floating(0);
        return inputs;
    }

    @Override
    default void reference(List<Plain> inputs, List<Plain> outputs) {
        for (long i = 0; i < inputs.getFirst().elements(); i++) {
            outputs.getFirst().set(i, apply(inputs.getFirst().at(i)));
        }
    }

    @Override
    default Keep keep() {
        return derivativeUsesOutput() ? Keep.outputs(0) : Keep.inputs(0);
    }

    @Override
    default List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Tensor point = derivativeUsesOutput() ? saved.output(0) : saved.input(0);
        return List.of(Apply.one(new UnaryGradient(this), point, cotangents.getFirst()));
    }

    /** Samples over [low, high): a row, a picture, nothing. */
    static List<Sample> samples(UnaryMap map, double low, double high) {
        return List.of(
                Sample.of(map.name() + " 1001", in -> Apply.one(map, in.getFirst()), Sample.real(low, high, 1001)),
                Sample.of(map.name() + " 2x3x5x7", in -> Apply.one(map, in.getFirst()),
                        Sample.real(low, high, 2, 3, 5, 7)),
                Sample.of(map.name() + " empty", in -> Apply.one(map, in.getFirst()), Sample.real(low, high, 3, 0)));
    }
}
