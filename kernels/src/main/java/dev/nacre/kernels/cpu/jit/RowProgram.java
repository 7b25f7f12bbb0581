package dev.nacre.kernels.cpu.jit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Element-wise work on rows of channels as one piece of machine code, written as expressions:
 *
 * {@snippet :
 * var program = RowProgram.define(channels, p -> {
 *     var u = p.row(DType.BFLOAT16).times(p.channel()).plus(p.channel());   // operands 0, 1 and 2
 *     p.store(DType.BFLOAT16, u.silu());                                    // operand 3
 *     p.sum(u);                                                             // operand 4
 * });
 * var call = program.call();
 * call.rows(0, z, strideOfZ);
 * call.channels(1, scale);
 * call.channels(2, shift);
 * call.rows(3, y, strideOfY);
 * call.channels(4, sums);
 * call.run(pixels);
 * }
 *
 * <p>Rows are worked through one after the other, channels in ascending order. A value that needs a sum over the row
 * ({@link RowDefinition#rowSum}) makes a further pass over the row, which is in the cache by then. The bits of a
 * result depend on its operands alone, not on where in a vector or a row it stands. Immutable, safe for many threads.
 */
public final class RowProgram {
    private static final int REMEMBERED = 512;
    private static final Map<RowDefinition.Shape, RowProgram> KNOWN = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RowDefinition.Shape, RowProgram> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final RowDefinition definition;
    private final int slots;
    private final EmittedCode code;

    private RowProgram(RowDefinition definition, boolean bfloat16Instructions) {
        var emitter = RowEmitter.emit(definition, bfloat16Instructions);
        this.definition = definition;
        this.slots = emitter.slots();
        this.code = EmittedCode.of(emitter.assembler());
    }

    /**
     * The program of that many channels: emitted at the first time, remembered for later. Needs
     * {@link MachineCode#instructionSet()}.
     *
     * @throws IllegalArgumentException where it needs more registers than there are
     */
    public static RowProgram define(int channels, Consumer<RowDefinition> body) {
        return define(MachineCode.instructionSet(), channels, body);
    }

    /** The same in a set of instructions. */
    static RowProgram define(InstructionSet set, int channels, Consumer<RowDefinition> body) {
        var definition = definition(set, channels, body);
        var shape = definition.shape();
        synchronized (KNOWN) {
            var known = KNOWN.get(shape);
            if (known != null) {
                return known;
            }
        }
        var made = new RowProgram(definition, set == InstructionSet.AVX512 && MachineCode.hasBfloat16());
        synchronized (KNOWN) {
            KNOWN.put(shape, made);
        }
        return made;
    }

    /** A program of its own, with or without the conversion to bfloat16 that newer processors have (AVX-512 alone). */
    static RowProgram emit(InstructionSet set, int channels, Consumer<RowDefinition> body,
            boolean bfloat16Instructions) {
        return new RowProgram(definition(set, channels, body), bfloat16Instructions);
    }

    static RowDefinition definition(InstructionSet set, int channels, Consumer<RowDefinition> body) {
        if (channels < 1) {
            throw new IllegalArgumentException("a row program needs channels, not " + channels);
        }
        var definition = new RowDefinition(set, channels);
        body.accept(definition);
        return definition;
    }

    /** Room for one thread's operands. */
    public RowCall call() {
        return new RowCall(definition.operands(), code);
    }

    /**
     * Runs it.
     *
     * @param table address of 16 bytes for each operand: its address and its stride in bytes, or its number
     * @param rows  how many; 0 does nothing
     */
    public void run(long table, long rows) {
        code.run(table, rows, 0);
    }

    /** A copy of the code: for a disassembler. */
    public byte[] toBytes() {
        return code.toBytes();
    }

    RowDefinition definition() {
        return definition;
    }

    int slots() {
        return slots;
    }
}
