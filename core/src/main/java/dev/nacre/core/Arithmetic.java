package dev.nacre.core;

import dev.nacre.core.op.Add;
import dev.nacre.core.op.Affine;
import dev.nacre.core.op.Apply;
import dev.nacre.core.op.BinaryMap;
import dev.nacre.core.op.Comparison;
import dev.nacre.core.op.Comparison.Relation;
import dev.nacre.core.op.Div;
import dev.nacre.core.op.Maximum;
import dev.nacre.core.op.Minimum;
import dev.nacre.core.op.Mul;
import dev.nacre.core.op.Operation;
import dev.nacre.core.op.Sub;
import dev.nacre.core.op.Where;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Sums, products and comparisons of tensors. Shapes broadcast (aligned at the last dimension; sizes equal or 1); types
 * must agree.
 */
sealed interface Arithmetic permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    private Tensor broadcast(Operation operation, Tensor other) {
        Shape shape = commonShape(operation, self(), other);
        return Apply.one(operation, self().expand(shape), other.expand(shape));
    }

    private static Shape commonShape(Operation operation, Tensor... operands) {
        try {
            return Arrays.stream(operands).map(Tensor::shape).reduce(Shape.SCALAR, Shape::broadcast);
        } catch (ShapeException e) {
            String specs = Arrays.stream(operands).map(operand -> operand.spec().toString())
                    .collect(Collectors.joining(", ", "(", ")"));
            throw new ShapeException(operation.name() + specs + ": " + e.reason());
        }
    }

    private Tensor map(BinaryMap map, Tensor other) {
        return broadcast(map, other);
    }

    /** this + other. */
    default Tensor add(Tensor other) {
        return map(new Add(), other);
    }

    /** this − other. */
    default Tensor sub(Tensor other) {
        return map(new Sub(), other);
    }

    /** this·other, element by element. */
    default Tensor mul(Tensor other) {
        return map(new Mul(), other);
    }

    /** this/other. */
    default Tensor div(Tensor other) {
        return map(new Div(), other);
    }

    /** The larger of each pair. */
    default Tensor maximum(Tensor other) {
        return map(new Maximum(), other);
    }

    /** The smaller of each pair. */
    default Tensor minimum(Tensor other) {
        return map(new Minimum(), other);
    }

    /** this + constant. */
    default Tensor add(double constant) {
        return Apply.one(new Affine(1, constant), self());
    }

    /** this − constant. */
    default Tensor sub(double constant) {
        return add(-constant);
    }

    /** this·constant. */
    default Tensor mul(double constant) {
        return Apply.one(new Affine(constant, 0), self());
    }

    /** this/constant. */
    default Tensor div(double constant) {
        return mul(1 / constant);
    }

    /** Whether elements are equal: bool. */
    default Tensor equalTo(Tensor other) {
        return broadcast(new Comparison(Relation.EQUAL), other);
    }

    /** Whether elements differ: bool. */
    default Tensor notEqualTo(Tensor other) {
        return broadcast(new Comparison(Relation.NOT_EQUAL), other);
    }

    /** this &lt; other: bool. */
    default Tensor lessThan(Tensor other) {
        return broadcast(new Comparison(Relation.LESS), other);
    }

    /** this ≤ other: bool. */
    default Tensor atMost(Tensor other) {
        return broadcast(new Comparison(Relation.LESS_EQUAL), other);
    }

    /** this &gt; other: bool. */
    default Tensor greaterThan(Tensor other) {
        return other.lessThan(self());
    }

    /** this ≥ other: bool. */
    default Tensor atLeast(Tensor other) {
        return other.atMost(self());
    }

    /** Where this (bool) holds {@code chosen}, elsewhere {@code other}. */
    default Tensor where(Tensor chosen, Tensor other) {
        Where where = new Where();
        Shape shape = commonShape(where, self(), chosen, other);
        return Apply.one(where, self().expand(shape), chosen.expand(shape), other.expand(shape));
    }

    /** A copy in which elements under {@code mask} (bool) are {@code value}. */
    default Tensor maskedFill(Tensor mask, double value) {
        return mask.where(Tensor.full(value, self().type(), Shape.SCALAR).to(self().device()), self());
    }
}
