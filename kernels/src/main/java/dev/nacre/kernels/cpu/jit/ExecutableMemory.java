package dev.nacre.kernels.cpu.jit;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Memory that code runs from: mapped writable, filled, then made readable and executable, never both at once. Unmapped
 * when nothing refers to it any more. The calls are those of POSIX with Linux's constants.
 */
@SuppressWarnings("restricted") // Calling the system is what this class is for; MachineCode asks for permission first.
final class ExecutableMemory {
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int EXECUTE = 4;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final long PAGE = 4096;
    private static final MethodHandle MAP = function("mmap", FunctionDescriptor.of(ValueLayout.ADDRESS,
            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    private static final MethodHandle PROTECT = function("mprotect", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle UNMAP = function("munmap", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

    private ExecutableMemory() {
    }

    private static MethodHandle function(String name, FunctionDescriptor type) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }

    /**
     * The code at an address of its own, from where it can be called.
     *
     * @throws IllegalStateException where the system forbids executable memory
     */
    static MemorySegment of(byte[] code) {
        long bytes = (code.length + PAGE - 1) / PAGE * PAGE;
        var mapped = map(bytes);
        MemorySegment.copy(code, 0, mapped, ValueLayout.JAVA_BYTE, 0, code.length);
        if (!protect(mapped, bytes)) {
            unmap(mapped, bytes);
            throw new IllegalStateException("the system forbids executable memory (mprotect)");
        }
        // The collector frees it: the cleanup must not refer to the segment that it waits for.
        long address = mapped.address();
        return mapped.reinterpret(bytes, Arena.ofAuto(),
                unreachable -> unmap(MemorySegment.ofAddress(address), bytes)).asReadOnly();
    }

    private static MemorySegment map(long bytes) {
        try {
            var mapped = (MemorySegment) MAP.invokeExact(MemorySegment.NULL, bytes, READ | WRITE, PRIVATE_ANONYMOUS,
                    -1, 0L);
            if (mapped.address() == -1) {
                throw new IllegalStateException("no memory for machine code (mmap of " + bytes + " bytes)");
            }
            return mapped.reinterpret(bytes);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean protect(MemorySegment memory, long bytes) {
        try {
            return (int) PROTECT.invokeExact(memory, bytes, READ | EXECUTE) == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unmap(MemorySegment memory, long bytes) {
        try {
            int failed = (int) UNMAP.invokeExact(memory, bytes);
            if (failed != 0) {
                System.getLogger("dev.nacre").log(System.Logger.Level.WARNING, "machine code could not be unmapped");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
