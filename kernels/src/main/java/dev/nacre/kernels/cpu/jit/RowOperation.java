package dev.nacre.kernels.cpu.jit;

/** The elementary operations of row programs: where values come from, and one instruction each for the others. */
enum RowOperation {
    /** An element of a row in memory. */
    ROW,
    /** An element of a vector that is the same for all rows. */
    CHANNEL,
    /** An element that other code has computed, in a register. */
    GIVEN,
    /** A row's number in memory. */
    NUMBER,
    /** A number given with the call. */
    SCALAR,
    /** A number of the program. */
    CONSTANT,
    /** The operand, written to a scratch line for later passes over the row. */
    KEPT,
    /** The sum of the operand over the row. */
    ROW_SUM,
    /** The sum of products of two operands over the row. */
    ROW_PRODUCTS,
    /** The largest of the operand over the row. */
    ROW_MAXIMUM,
    ADD(VectorInstruction.VADDPS, true), SUBTRACT(VectorInstruction.VSUBPS, false),
    MULTIPLY(VectorInstruction.VMULPS, true), DIVIDE(VectorInstruction.VDIVPS, false),
    /** The first where it is smaller, the second otherwise, also beside a NaN. */
    MINIMUM(VectorInstruction.VMINPS, false),
    /** The first where it is larger, the second otherwise, also beside a NaN. */
    MAXIMUM(VectorInstruction.VMAXPS, false),
    /** first · second, rounded also where it goes into a sum. */
    ROUNDED_PRODUCT(VectorInstruction.VMULPS, true),
    /** The first with at most the second's magnitude; the second instead of a NaN. AVX-512 alone. */
    CLAMP(VectorInstruction.VRANGEPS, false),
    /** first · 2^⌊second⌋. AVX-512 alone. */
    SCALE(VectorInstruction.VSCALEFPS, false),
    /** The operand's bits moved up, zeros behind them. */
    SHIFT_LEFT(VectorInstruction.VPSLLD, false),
    /** The operand's bits as a whole number, halved so often, rounded down. */
    SHIFT_RIGHT(VectorInstruction.VPSRAD, false),
    /** The difference of the operands' bits as whole numbers. */
    SUBTRACT_BITS(VectorInstruction.VPSUBD, false),
    AND(VectorInstruction.VPANDD, true), OR(VectorInstruction.VPORD, true), XOR(VectorInstruction.VPXORD, true),
    SQUARE_ROOT,
    /** first · second + third, rounded once. */
    MULTIPLY_ADD,
    /** first · second − third, rounded once. */
    MULTIPLY_SUBTRACT,
    /** third − first · second, rounded once. */
    SUBTRACT_PRODUCT,
    /** The third where the first is greater than the second, the fourth elsewhere. */
    WHERE_GREATER;

    private final VectorInstruction instruction;
    private final boolean commutative;

    RowOperation() {
        this(null, false);
    }

    RowOperation(VectorInstruction instruction, boolean commutative) {
        this.instruction = instruction;
        this.commutative = commutative;
    }

    /** The instruction of an operation with two operands, or one and a distance; null for the others. */
    VectorInstruction instruction() {
        return instruction;
    }

    boolean isCommutative() {
        return commutative;
    }

    boolean isReduction() {
        return this == ROW_SUM || this == ROW_PRODUCTS || this == ROW_MAXIMUM;
    }

    /** Whether it stands for memory, which is read just before it is needed. */
    boolean isLoad() {
        return this == ROW || this == CHANNEL || this == KEPT || this == GIVEN;
    }
}
