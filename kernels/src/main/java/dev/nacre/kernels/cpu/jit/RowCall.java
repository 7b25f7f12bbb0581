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
    private final List<RowDefinition.Operand> operands;
    private final EmittedCode code;
    private final MemorySegment table;

    RowCall(List<RowDefinition.Operand> operands, EmittedCode code) {
        this.operands = operands;
        this.code = code;
        this.table = Arena.ofAuto().allocate(Math.max(1L, operands.size()) * RowEmitter.ENTRY, Long.BYTES);
    }

    /** Rows of an input or a result. @param stride bytes from one row to the next; 0 for the same row again */
    public RowCall rows(int operand, long address, long stride) {
        check(operand, RowDefinition.Kind.ROWS);
        table.setAtIndex(ValueLayout.JAVA_LONG, 2L * operand, address);
        table.setAtIndex(ValueLayout.JAVA_LONG, 2L * operand + 1, stride);
        return this;
    }

    /** A number for each row. @param stride bytes from one to the next */
    public RowCall numbers(int operand, long address, long stride) {
        check(operand, RowDefinition.Kind.NUMBERS);
        table.setAtIndex(ValueLayout.JAVA_LONG, 2L * operand, address);
        table.setAtIndex(ValueLayout.JAVA_LONG, 2L * operand + 1, stride);
        return this;
    }

    /** A vector of channels. */
    public RowCall channels(int operand, long address) {
        check(operand, RowDefinition.Kind.CHANNELS);
        table.setAtIndex(ValueLayout.JAVA_LONG, 2L * operand, address);
        return this;
    }

    /** A number. */
    public RowCall scalar(int operand, float number) {
        check(operand, RowDefinition.Kind.SCALAR);
        table.setAtIndex(ValueLayout.JAVA_FLOAT, 4L * operand, number);
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
        code.run(table.address(), rows, 0);
        Reference.reachabilityFence(this);
    }
}
