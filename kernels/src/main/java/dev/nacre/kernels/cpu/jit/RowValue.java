package dev.nacre.kernels.cpu.jit;

import java.util.List;

/**
 * A value of a {@linkplain RowProgram row program}: one number for each channel of a row, or one for a whole row. A
 * product and the sum or difference that it goes into are one operation with one rounding; everything else is rounded
 * to float32 as it stands. Functions have a relative error of about 10⁻⁷.
 */
public final class RowValue {
    private final RowDefinition definition;
    private final int id;
    private final RowOperation operation;
    private final List<RowValue> operands;
    private final int bits;
    private final int pass;
    private final boolean uniform;

    RowValue(RowDefinition definition, int id, RowOperation operation, List<RowValue> operands, int bits) {
        this.definition = definition;
        this.id = id;
        this.operation = operation;
        this.operands = operands;
        this.bits = bits;
        int deepest = 0;
        boolean uniformOperands = !operands.isEmpty();
        for (var operand : operands) {
            deepest = Math.max(deepest, operand.pass);
            uniformOperands &= operand.uniform;
        }
        this.pass = operation.isReduction() ? deepest + 1 : deepest;
        this.uniform = operation == RowOperation.CONSTANT || operation == RowOperation.SCALAR
                || operation == RowOperation.NUMBER || operation.isReduction() || uniformOperands;
    }

    int id() {
        return id;
    }

    RowOperation operation() {
        return operation;
    }

    List<RowValue> operands() {
        return operands;
    }

    RowValue operand(int index) {
        return operands.get(index);
    }

    /** A constant's bits, the index of the operand or the scratch line that is read, or how far bits are shifted. */
    int bits() {
        return bits;
    }

    /** Which pass over the row can compute it first: one more for each reduction on its way. */
    int pass() {
        return pass;
    }

    /** Whether it is one number for a whole row. */
    boolean isUniform() {
        return uniform;
    }

    RowValue make(RowOperation made, RowValue... with) {
        return definition.value(made, List.of(with), 0);
    }

    /** This value's bits shifted. */
    RowValue shifted(RowOperation shift, int distance) {
        return definition.value(shift, List.of(this), distance);
    }

    InstructionSet instructionSet() {
        return definition.instructionSet();
    }

    RowValue constant(float value) {
        return definition.constant(value);
    }

    /** The number with these bits. */
    RowValue bits(int pattern) {
        return definition.value(RowOperation.CONSTANT, List.of(), pattern);
    }

    /** The sum; with a product among the two rounded once. */
    public RowValue plus(RowValue other) {
        if (operation == RowOperation.MULTIPLY) {
            return make(RowOperation.MULTIPLY_ADD, operand(0), operand(1), other);
        }
        if (other.operation == RowOperation.MULTIPLY) {
            return make(RowOperation.MULTIPLY_ADD, other.operand(0), other.operand(1), this);
        }
        return make(RowOperation.ADD, this, other);
    }

    /** The sum with a constant. */
    public RowValue plus(float number) {
        return plus(constant(number));
    }

    /** The difference; with a product among the two rounded once. */
    public RowValue minus(RowValue other) {
        if (operation == RowOperation.MULTIPLY) {
            return make(RowOperation.MULTIPLY_SUBTRACT, operand(0), operand(1), other);
        }
        if (other.operation == RowOperation.MULTIPLY) {
            return make(RowOperation.SUBTRACT_PRODUCT, other.operand(0), other.operand(1), this);
        }
        return make(RowOperation.SUBTRACT, this, other);
    }

    /** The difference from a constant. */
    public RowValue minus(float number) {
        return minus(constant(number));
    }

    /** The product; a sum that it goes into does not round it. */
    public RowValue times(RowValue other) {
        return make(RowOperation.MULTIPLY, this, other);
    }

    /** The product with a constant. */
    public RowValue times(float number) {
        return times(constant(number));
    }

    /** The quotient. */
    public RowValue dividedBy(RowValue other) {
        return make(RowOperation.DIVIDE, this, other);
    }

    /** {@code this·factor + summand}, rounded once. */
    public RowValue timesPlus(RowValue factor, RowValue summand) {
        return make(RowOperation.MULTIPLY_ADD, this, factor, summand);
    }

    RowValue timesPlus(RowValue factor, float summand) {
        return timesPlus(factor, constant(summand));
    }

    /** The smaller; {@code other} where either is NaN. */
    public RowValue min(RowValue other) {
        return make(RowOperation.MINIMUM, this, other);
    }

    /** The larger; {@code other} where either is NaN. */
    public RowValue max(RowValue other) {
        return make(RowOperation.MAXIMUM, this, other);
    }

    /** −x. */
    public RowValue negate() {
        return make(RowOperation.XOR, this, bits(Integer.MIN_VALUE));
    }

    /** |x|. */
    public RowValue abs() {
        return make(RowOperation.AND, this, bits(Integer.MAX_VALUE));
    }

    /** 1 / x. */
    public RowValue reciprocal() {
        return constant(1).dividedBy(this);
    }

    /** √x. */
    public RowValue sqrt() {
        return make(RowOperation.SQUARE_ROOT, this);
    }

    /** 1 / √x. */
    public RowValue rsqrt() {
        return sqrt().reciprocal();
    }

    /** {@code then} where this is greater than {@code bound}, {@code otherwise} elsewhere, also beside a NaN. */
    public RowValue whereGreater(RowValue bound, RowValue then, RowValue otherwise) {
        return make(RowOperation.WHERE_GREATER, this, bound, then, otherwise);
    }

    /** eˣ; infinite above 88.8, 0 below −104. */
    public RowValue exp() {
        return RowMath.exp(this);
    }

    /** 1 / (1 + e⁻ˣ). */
    public RowValue sigmoid() {
        return RowMath.sigmoid(this);
    }

    /** x · sigmoid(x) in one division; −x·1.6·10⁻³⁸ below −87. */
    public RowValue silu() {
        return RowMath.silu(this);
    }

    /** The hyperbolic tangent. */
    public RowValue tanh() {
        return RowMath.tanh(this);
    }

    /** The error function; relative error up to 4·10⁻⁷. */
    public RowValue erf() {
        return RowMath.erf(this);
    }
}
