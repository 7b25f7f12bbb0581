package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The shape rules' way of saying no: the operation, what it got, what is wrong, and in which module. */
public final class Check {
    private final String operation;
    private final List<Spec> inputs;

    private Check(String operation, List<Spec> inputs) {
        this.operation = operation;
        this.inputs = inputs;
    }

    /** Checks of one call of an operation; the number of inputs at once. */
    public static Check of(Operation operation, List<Spec> inputs, int count) {
        Check check = new Check(operation.name(), inputs);
        check.that(inputs.size() == count, "takes " + count + " inputs, got " + inputs.size());
        return check;
    }

    /** Checks of one call of a composite, which has no shape rule of its own. */
    static Check of(String composite, Tensor... inputs) {
        return new Check(composite, Arrays.stream(inputs).map(Tensor::spec).toList());
    }

    /** Refuses the call with this reason unless {@code holds}. */
    public Check that(boolean holds, String reason) {
        if (!holds) {
            throw failure(reason);
        }
        return this;
    }

    /** Input {@code i} must be of a floating type. */
    public Check floating(int i) {
        DType type = inputs.get(i).type();
        return type.isFloating() ? this : that(false, "input " + i + " must be of a floating type, not " + type);
    }

    /** Input {@code i} must be int32 or int64. */
    public Check index(int i) {
        DType type = inputs.get(i).type();
        return that(type == DType.INT32 || type == DType.INT64, "input " + i + " holds indices: int32 or int64, not "
                + type);
    }

    /** Inputs {@code i} and {@code j} must have the same type: nothing is promoted silently. */
    public Check sameType(int i, int j) {
        DType a = inputs.get(i).type();
        DType b = inputs.get(j).type();
        return a == b ? this : that(false, "types differ: " + a + " and " + b + "; cast one of them");
    }

    /** Input {@code i} must have this many dimensions. */
    public Check rank(int i, int rank) {
        Shape shape = inputs.get(i).shape();
        return shape.rank() == rank ? this : that(false, "input " + i + " must have " + rank + " dimensions, not "
                + shape);
    }

    /** Input {@code i} must have exactly this shape. */
    public Check shape(int i, Shape shape) {
        return inputs.get(i).shape().equals(shape) ? this : that(false, "input " + i + " must be " + shape + ", not "
                + inputs.get(i).shape());
    }

    /** Dimension {@code dim} of input {@code i} must have this size. */
    public Check size(int i, int dim, long size, String meaning) {
        long found = inputs.get(i).shape().size(dim);
        return found == size ? this : that(false, "dimension " + dim + " of input " + i + " (" + meaning + ") must be "
                + size + ", not " + found);
    }

    private ShapeException failure(String reason) {
        return failure(operation, inputs, reason);
    }

    /** The exception itself, for checks that do not come from a shape rule. */
    static ShapeException failure(String operation, List<Spec> inputs, String reason) {
        return new ShapeException(operation + inputs.stream().map(Spec::toString)
                .collect(Collectors.joining(", ", "(", ")")) + ": " + reason);
    }
}
