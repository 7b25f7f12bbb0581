package dev.nacre.kernels.cpu.jit;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/**
 * Machine code that can be called with up to eight whole numbers, addresses mostly. Immutable, safe for many threads.
 * The caller keeps the memory alive that the addresses point into. While it runs, the garbage collector does not wait
 * for this thread.
 */
@SuppressWarnings("restricted") // Calling code by its address is what this class is for; MachineCode asks first.
public final class EmittedCode {
    // One handle for all code, so that the compiler sees a constant: the address is its first argument.
    private static final MethodHandle CALL = Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle CALL_WITH_EIGHT = Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG));

    private final byte[] bytes;
    private final MemorySegment memory;

    private EmittedCode(byte[] bytes) {
        this.bytes = bytes;
        this.memory = ExecutableMemory.of(bytes);
    }

    /** Puts finished code where it can run. */
    static EmittedCode of(Assembler assembler) {
        return new EmittedCode(assembler.toBytes());
    }

    /** A copy of the code, as it lies in memory: for a disassembler. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Calls it; arguments that it does not take are ignored. What it returns means something to it alone. */
    public long run(long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(memory, a, b, c, d, e, f);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Calls it with eight numbers, of which the convention may put the last ones on the stack. */
    public long run(long a, long b, long c, long d, long e, long f, long g, long h) {
        try {
            return (long) CALL_WITH_EIGHT.invokeExact(memory, a, b, c, d, e, f, g, h);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Calls it with three numbers. */
    public long run(long a, long b, long c) {
        return run(a, b, c, 0, 0, 0);
    }
}
