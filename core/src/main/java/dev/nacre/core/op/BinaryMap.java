package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;

/** A function of two numbers, applied to the elements of two tensors of the same shape and type. */
public sealed interface BinaryMap extends Primitive permits Add, Sub, Mul, Div, Maximum, Minimum {
    /** The function. */
    double apply(double a, double b);

    /** The function for integer types, where {@link #takesIntegers}; overflow wraps. */
    default long apply(long a, long b) {
        throw new IllegalStateException(name() + " is not defined for integers");
    }

    /** Whether integer tensors are allowed. */
    default boolean takesIntegers() {
        return false;
    }

    @Override
    default List<Spec> outputs(List<Spec> inputs) {
        Check check = Check.of(this, inputs, 2).sameType(0, 1).shape(1, inputs.getFirst().shape());
        if (!takesIntegers()) {
            check.floating(0);
        }
        return List.of(inputs.getFirst());
    }

    @Override
    default void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain a = inputs.get(0);
        Plain b = inputs.get(1);
        for (long i = 0; i < a.elements(); i++) {
            if (a.type().isFloating()) {
                outputs.getFirst().set(i, apply(a.at(i), b.at(i)));
            } else {
                outputs.getFirst().set(i, apply(a.integer(i), b.integer(i)));
            }
        }
    }

    /** Samples: equal shapes, a row, a column, a scalar against a matrix, channels against pictures, nothing. */
    static List<Sample> samples(String name, BinaryOperator<Tensor> call, double lowA, double highA, double lowB,
            double highB) {
        return List.of(
                sample(name, call, Sample.real(lowA, highA, 1001), Sample.real(lowB, highB, 1001)),
                sample(name, call, Sample.real(lowA, highA, 5, 33), Sample.real(lowB, highB, 33)),
                sample(name, call, Sample.real(lowA, highA, 5, 1), Sample.real(lowB, highB, 5, 33)),
                sample(name, call, Sample.real(lowA, highA, 5, 33), Sample.real(lowB, highB)),
                sample(name, call, Sample.real(lowA, highA, 2, 3, 4, 19), Sample.real(lowB, highB, 2, 1, 1, 19)),
                sample(name, call, Sample.real(lowA, highA, 0, 4), Sample.real(lowB, highB, 4)));
    }

    private static Sample sample(String name, BinaryOperator<Tensor> call, Sample.Input a, Sample.Input b) {
        return Sample.of(name + " " + a.shape() + " " + b.shape(), in -> call.apply(in.get(0), in.get(1)), a, b);
    }
}
