package dev.nacre.kernels.cpu.jit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.List;

/**
 * The operands of a {@link RowProgram}, or of another kernel of rows, for one thread, numbered as the definition
 * declares them; set once, and again where they move. The memory behind the addresses is the caller's.
 */
public final class RowCall {
    /** Operands of the largest program: as many pointers as there are registers, and numbers beside them. */
    private static final int MOST = 32;
    private static final ThreadLocal<MemorySegment> TABLE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(MOST * RowEmitter.ENTRY, Long.BYTES));

    private final List<RowDefinition.Operand> operands;
    private final EmittedCode code;
    private final long[] entries;

    RowCall(List<RowDefinition.Operand> operands, EmittedCode code) {
        if (operands.size() > MOST) {
            throw new IllegalArgumentException("a call has at most " + MOST + " operands, not " + operands.size());
        }
        this.operands = operands;
        this.code = code;
        this.entries = new long[2 * operands.size()];
    }

    /** Rows of an input or a result. @param stride bytes from one row to the next; 0 for the same row again */
    public RowCall rows(int operand, long address, long stride) {
        check(operand, RowDefinition.Kind.ROWS);
        entries[2 * operand] = address;
        entries[2 * operand + 1] = stride;
        return this;
    }

    /** A number for each row. @param stride bytes from one to the next */
    public RowCall numbers(int operand, long address, long stride) {
        check(operand, RowDefinition.Kind.NUMBERS);
        entries[2 * operand] = address;
        entries[2 * operand + 1] = stride;
        return this;
    }

    /** A vector of channels. */
    public RowCall channels(int operand, long address) {
        check(operand, RowDefinition.Kind.CHANNELS);
        entries[2 * operand] = address;
        return this;
    }

    /** A number. */
    public RowCall scalar(int operand, float number) {
        check(operand, RowDefinition.Kind.SCALAR);
        entries[2 * operand] = Integer.toUnsignedLong(Float.floatToRawIntBits(number));
        return this;
    }

    private void check(int operand, RowDefinition.Kind kind) {
        var declared = operands.get(operand).kind();
        if (declared != kind) {
            throw new IllegalArgumentException("operand " + operand + " is declared as " + declared + ", not " + kind);
        }
    }

    /** Runs the code on so many rows. */
    public void run(long rows) {
        run(rows, 0);
    }

    /** Runs the code on so many rows, or pixels, while memory is asked for from an address on: {@link DepthwiseRow}. */
    public void run(long rows, long ahead) {
        var table = TABLE.get();
        MemorySegment.copy(entries, 0, table, ValueLayout.JAVA_LONG, 0, entries.length);
        code.run(table.address(), rows, ahead);
        Reference.reachabilityFence(table);
    }
}
