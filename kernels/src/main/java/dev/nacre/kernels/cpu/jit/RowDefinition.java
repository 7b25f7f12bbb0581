package dev.nacre.kernels.cpu.jit;

import dev.nacre.core.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a row program reads, computes and writes, while it is being defined. Operands are numbered in the order in which
 * they are declared here, inputs and results alike; {@link RowCall} names them by these numbers. Not for several
 * threads.
 */
public final class RowDefinition {
    /** What an operand's address or number stands for. */
    enum Kind { ROWS, CHANNELS, NUMBERS, SCALAR }

    /** One operand of a call. @param pastCaches whether it is a result that is stored past the caches */
    record Operand(Kind kind, DType type, boolean pastCaches) {
        Operand(Kind kind, DType type) {
            this(kind, type, false);
        }
    }

    /**
     * Something done with each vector of channels: a store to operand {@code operand}, a reduction, a kept line.
     *
     * @param once whether it is done once for a row instead: the store of a number
     */
    record Effect(int operand, RowValue value, boolean once) {
        static final int NO_OPERAND = -1;

        Effect(int operand, RowValue value) {
            this(operand, value, false);
        }

        /** The pass over the row in which it happens. */
        int pass() {
            boolean ends = once || value.operation().isReduction() && operand == NO_OPERAND;
            return ends ? Math.max(value.pass() - 1, 0) : value.pass();
        }
    }

    /**
     * What makes two values the same value.
     *
     * @param operands their numbers, counted from 1, 16 bits each
     */
    record Key(RowOperation operation, long operands, int bits) { }

    /** What makes two programs the same program. */
    record Shape(InstructionSet set, int channels, List<Operand> operands, List<Key> values,
            List<List<Integer>> effects, boolean streams) { }

    /** Less than what every thread's stack has left for native code. */
    private static final long STACK_BYTES = 48 << 10;
    private static final int MOST_VALUES = (1 << Short.SIZE) - 2;

    private final InstructionSet set;
    private final int channels;
    private final List<Operand> operands = new ArrayList<>();
    private final Map<Key, RowValue> known = new HashMap<>();
    private final List<Key> keys = new ArrayList<>();
    private final List<RowValue> values = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private int lines;
    private boolean streams;

    RowDefinition(InstructionSet set, int channels) {
        this.set = set;
        this.channels = channels;
    }

    RowValue value(RowOperation operation, List<RowValue> of, int bits) {
        long operandIds = 0;
        for (var operand : of) {
            if (values.size() <= operand.id() || values.get(operand.id()) != operand) {
                throw new IllegalArgumentException("a value belongs to the program that made it");
            }
            operandIds = operandIds << Short.SIZE | operand.id() + 1;
        }
        if (values.size() == MOST_VALUES) {
            throw new IllegalArgumentException("a row program has at most " + MOST_VALUES + " values");
        }
        var key = new Key(operation, operandIds, bits);
        var found = known.get(key);
        if (found == null) {
            found = new RowValue(this, values.size(), operation, of, bits);
            known.put(key, found);
            keys.add(key);
            values.add(found);
        }
        return found;
    }

    private int declare(Kind kind, DType type) {
        if (type != DType.FLOAT32 && type != DType.BFLOAT16) {
            throw new IllegalArgumentException("rows are float32 or bfloat16, not " + type);
        }
        operands.add(new Operand(kind, type));
        return operands.size() - 1;
    }

    /** Rows of an input: address and stride in bytes are given with the call. */
    public RowValue row(DType type) {
        return value(RowOperation.ROW, List.of(), declare(Kind.ROWS, type));
    }

    /** A float32 vector, the same for all rows. */
    public RowValue channel() {
        return value(RowOperation.CHANNEL, List.of(), declare(Kind.CHANNELS, DType.FLOAT32));
    }

    /** One float32 number for each row. */
    public RowValue number() {
        return value(RowOperation.NUMBER, List.of(), declare(Kind.NUMBERS, DType.FLOAT32));
    }

    /** A number given with the call. */
    public RowValue scalar() {
        return value(RowOperation.SCALAR, List.of(), declare(Kind.SCALAR, DType.FLOAT32));
    }

    /** A number of the program. */
    public RowValue constant(float number) {
        return value(RowOperation.CONSTANT, List.of(), Float.floatToRawIntBits(number));
    }

    /**
     * Writes rows. Rounds to the nearest, ties to even, where {@code type} is bfloat16; numbers below 2⁻¹²⁶ become 0
     * there. Memory of an input may be written in a program whose later passes do not read it.
     */
    public void store(DType type, RowValue value) {
        effects.add(new Effect(declare(Kind.ROWS, type), value));
    }

    /**
     * As {@link #store}, but past the caches: for results that are larger than these, and are not read soon. Addresses
     * and strides must be multiples of 64 bytes; where rows are not whole vectors of float32, it is a store as usual.
     */
    public void storePastCaches(DType type, RowValue value) {
        store(type, value);
        if (type == DType.FLOAT32 && channels % set.lanes() == 0) {
            operands.set(operands.size() - 1, new Operand(Kind.ROWS, type, true));
        }
    }

    /** Writes one float32 number for each row, after the row's last pass. */
    public void storeNumber(RowValue value) {
        if (!value.isUniform()) {
            throw new IllegalArgumentException("a row has one number where it is a sum, a maximum or made of such");
        }
        effects.add(new Effect(declare(Kind.NUMBERS, DType.FLOAT32), value, true));
    }

    /** Adds to a float32 vector, one row after the other. */
    public void sum(RowValue value) {
        int total = declare(Kind.CHANNELS, DType.FLOAT32);
        effects.add(new Effect(total, value(RowOperation.CHANNEL, List.of(), total).plus(value)));
    }

    /** The sum of a value over each row: in a fixed order, up to four sums for each lane and then a tree. */
    public RowValue rowSum(RowValue value) {
        return value.operation() == RowOperation.MULTIPLY ? reduction(RowOperation.ROW_PRODUCTS, value.operands())
                : reduction(RowOperation.ROW_SUM, List.of(value));
    }

    /** The largest of a value over each row; a NaN may get lost. */
    public RowValue rowMaximum(RowValue value) {
        return reduction(RowOperation.ROW_MAXIMUM, List.of(value));
    }

    private RowValue reduction(RowOperation operation, List<RowValue> of) {
        int before = values.size();
        var result = value(operation, of, 0);
        if (values.size() > before) {
            effects.add(new Effect(Effect.NO_OPERAND, result));
        }
        return result;
    }

    /**
     * The same value, written to a scratch line, so that later passes over the row need not compute it again; they do
     * compute it again where the lines would not fit on the stack.
     */
    public RowValue keep(RowValue value) {
        if (value.isUniform() || (lines + 1) * lineBytes() > STACK_BYTES) {
            return value;
        }
        var kept = value(RowOperation.KEPT, List.of(value), lines);
        lines++;
        effects.add(new Effect(Effect.NO_OPERAND, kept));
        return kept;
    }

    /**
     * Says that rows lie one after the other, and in no cache yet: what the next ones need is then asked for in time,
     * across the borders of pages, where the processor does not look ahead by itself.
     */
    public void stream() {
        streams = true;
    }

    boolean streams() {
        return streams;
    }

    /** What other code leaves in a register. */
    RowValue given() {
        return value(RowOperation.GIVEN, List.of(), 0);
    }

    /** The operands that are sums over rows. */
    List<Integer> sums() {
        return effects.stream().map(Effect::operand)
                .filter(i -> i != Effect.NO_OPERAND && operands.get(i).kind() == Kind.CHANNELS).toList();
    }

    /** Whether a result is stored past the caches. */
    boolean storesPastCaches() {
        return operands.stream().anyMatch(Operand::pastCaches);
    }

    /** What the program is emitted in. */
    InstructionSet instructionSet() {
        return set;
    }

    int channels() {
        return channels;
    }

    List<Operand> operands() {
        return operands;
    }

    /** The values that results depend on, each after its operands. */
    List<RowValue> values() {
        var needed = new boolean[values.size()];
        effects.forEach(effect -> needed[effect.value().id()] = true);
        for (var value : values.reversed()) {
            if (needed[value.id()]) {
                value.operands().forEach(operand -> needed[operand.id()] = true);
            }
        }
        return values.stream().filter(value -> needed[value.id()]).toList();
    }

    List<Effect> effects() {
        return effects;
    }

    /** Bytes from one scratch line to the next. */
    long lineBytes() {
        return (channels + 15L) / 16 * 64;
    }

    /** Scratch lines of as many floats as there are channels. */
    int lines() {
        return lines;
    }

    int passes() {
        return effects.stream().mapToInt(Effect::pass).max().orElse(0) + 1;
    }

    Shape shape() {
        return new Shape(set, channels, List.copyOf(operands), List.copyOf(keys),
                effects.stream().map(e -> List.of(e.operand(), e.value().id())).toList(), streams);
    }
}
