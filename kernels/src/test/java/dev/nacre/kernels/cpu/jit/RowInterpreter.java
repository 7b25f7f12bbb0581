package dev.nacre.kernels.cpu.jit;

import dev.nacre.core.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Row programs, number by number: the slow twin of what {@link RowEmitter} emits, to the last bit. */
final class RowInterpreter {
    /** What other code has computed for a row and a channel. */
    interface Given {
        float at(long row, int channel);
    }

    private final RowDefinition definition;
    private final int slots;
    private final Given given;
    private final MemorySegment[] memory;
    private final long[] strides;
    private final float[] scalars;
    private final Map<RowValue, Float> reductions = new HashMap<>();
    private long row;

    /** @param strides in bytes, as in a call */
    RowInterpreter(RowProgram program, MemorySegment[] memory, long[] strides, float[] scalars) {
        this(program.definition(), program.slots(), (_, _) -> 0, memory, strides, scalars);
    }

    RowInterpreter(RowDefinition definition, int slots, Given given, MemorySegment[] memory, long[] strides,
            float[] scalars) {
        this.definition = definition;
        this.slots = slots;
        this.given = given;
        this.memory = memory;
        this.strides = strides;
        this.scalars = scalars;
    }

    void run(long rows) {
        for (row = 0; row < rows; row++) {
            reductions.clear();
            for (var value : definition.values()) {
                if (value.operation().isReduction()) {
                    reductions.put(value, reduce(value));
                }
            }
            // A channel at a time is right as long as no result is an input of another channel.
            for (int c = 0; c < definition.channels(); c++) {
                for (var effect : definition.effects()) {
                    if (effect.operand() >= 0 && (c == 0 || !effect.once())) {
                        store(effect.operand(), c, value(effect.value(), c));
                    }
                }
            }
        }
    }

    private float reduce(RowValue value) {
        boolean maximum = value.operation() == RowOperation.ROW_MAXIMUM;
        int lanes = definition.instructionSet().lanes();
        var sums = new float[slots][lanes];
        for (var sum : sums) {
            Arrays.fill(sum, maximum ? Float.NEGATIVE_INFINITY : 0);
        }
        for (int c = 0; c < definition.channels(); c++) {
            int slot = c / lanes % slots;
            int lane = c % lanes;
            float first = value(value.operand(0), c);
            sums[slot][lane] = switch (value.operation()) {
                case ROW_MAXIMUM -> sums[slot][lane] > first ? sums[slot][lane] : first;
                case ROW_PRODUCTS -> Math.fma(first, value(value.operand(1), c), sums[slot][lane]);
                default -> sums[slot][lane] + first;
            };
        }
        for (int step = 1; step < slots; step *= 2) {
            for (int i = 0; i + step < slots; i += 2 * step) {
                for (int lane = 0; lane < lanes; lane++) {
                    sums[i][lane] = combine(maximum, sums[i][lane], sums[i + step][lane]);
                }
            }
        }
        float[] sum = sums[0];
        for (int distance = lanes / 2; distance > 0; distance /= 2) {
            var next = new float[lanes];
            for (int lane = 0; lane < lanes; lane++) {
                next[lane] = combine(maximum, sum[lane], sum[lane ^ distance]);
            }
            sum = next;
        }
        return sum[0];
    }

    private static float combine(boolean maximum, float first, float second) {
        return !maximum ? first + second : first > second ? first : second;
    }

    private float read(int operand, int c) {
        var declared = definition.operands().get(operand);
        long at = declared.kind() == RowDefinition.Kind.CHANNELS ? 0 : row * strides[operand];
        return declared.type() == DType.FLOAT32
                ? memory[operand].get(ValueLayout.JAVA_FLOAT_UNALIGNED, at + 4L * c)
                : Float.intBitsToFloat(memory[operand].get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 2L * c) << 16);
    }

    private void store(int operand, int c, float value) {
        var declared = definition.operands().get(operand);
        long at = declared.kind() == RowDefinition.Kind.CHANNELS ? 0 : row * strides[operand];
        if (declared.type() == DType.FLOAT32) {
            memory[operand].set(ValueLayout.JAVA_FLOAT_UNALIGNED, at + 4L * c, value);
        } else {
            memory[operand].set(ValueLayout.JAVA_SHORT_UNALIGNED, at + 2L * c, rounded(value));
        }
    }

    /** To the nearest, ties to even; subnormal numbers to 0. */
    static short rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        if (Math.abs(value) < Float.MIN_NORMAL) {
            return (short) (bits >>> 16 & 0x8000);
        }
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }

    private int bits(RowValue value, int c) {
        return Float.floatToRawIntBits(value(value, c));
    }

    private float value(RowValue value, int c) {
        return switch (value.operation()) {
            case ROW, CHANNEL -> read(value.bits(), c);
            case GIVEN -> given.at(row, c);
            case NUMBER -> read(value.bits(), 0);
            case SCALAR -> scalars[value.bits()];
            case CONSTANT -> Float.intBitsToFloat(value.bits());
            case KEPT -> value(value.operand(0), c);
            case ROW_SUM, ROW_PRODUCTS, ROW_MAXIMUM -> reductions.get(value);
            case SQUARE_ROOT -> (float) Math.sqrt(value(value.operand(0), c));
            case SHIFT_LEFT -> Float.intBitsToFloat(bits(value.operand(0), c) << value.bits());
            case SHIFT_RIGHT -> Float.intBitsToFloat(bits(value.operand(0), c) >> value.bits());
            case MULTIPLY_ADD -> Math.fma(value(value.operand(0), c), value(value.operand(1), c),
                    value(value.operand(2), c));
            case MULTIPLY_SUBTRACT -> Math.fma(value(value.operand(0), c), value(value.operand(1), c),
                    -value(value.operand(2), c));
            case SUBTRACT_PRODUCT -> Math.fma(-value(value.operand(0), c), value(value.operand(1), c),
                    value(value.operand(2), c));
            case WHERE_GREATER -> value(value.operand(value(value.operand(0), c) > value(value.operand(1), c)
                    ? 2 : 3), c);
            default -> binary(value.operation(), value(value.operand(0), c), value(value.operand(1), c));
        };
    }

    private static float binary(RowOperation operation, float x, float y) {
        int a = Float.floatToRawIntBits(x);
        int b = Float.floatToRawIntBits(y);
        return switch (operation) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY, ROUNDED_PRODUCT -> x * y;
            case SUBTRACT_BITS -> Float.intBitsToFloat(a - b);
            case DIVIDE -> x / y;
            case MINIMUM -> x < y ? x : y;
            case MAXIMUM -> x > y ? x : y;
            case CLAMP -> Float.isNaN(x) ? y : Math.copySign(Math.min(Math.abs(x), Math.abs(y)), x);
            case SCALE -> Float.isNaN(x) || Float.isNaN(y) ? Float.NaN
                    : Math.scalb(x, (int) Math.floor(Math.clamp(y, -1000f, 1000f)));
            case AND -> Float.intBitsToFloat(a & b);
            case OR -> Float.intBitsToFloat(a | b);
            case XOR -> Float.intBitsToFloat(a ^ b);
            default -> throw new IllegalArgumentException("no number for " + operation);
        };
    }
}
