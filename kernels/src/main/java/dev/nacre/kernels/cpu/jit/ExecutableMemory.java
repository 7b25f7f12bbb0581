package dev.nacre.kernels.cpu.jit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Memory that code runs from: mapped writable, filled, then made readable and executable, never both at once. Unmapped
 * when nothing refers to it any more.
 */
@SuppressWarnings("restricted") // Code needs an owner that unmaps it; MachineCode asks for permission first.
final class ExecutableMemory {
    private static final long PAGE = 4096;

    private ExecutableMemory() {
    }

    /**
     * The code at an address of its own, from where it can be called.
     *
     * @throws IllegalStateException where the system forbids executable memory
     */
    static MemorySegment of(byte[] code) {
        long bytes = (code.length + PAGE - 1) / PAGE * PAGE;
        var mapped = SystemMemory.map(bytes);
        MemorySegment.copy(code, 0, mapped, ValueLayout.JAVA_BYTE, 0, code.length);
        if (!SystemMemory.makeExecutable(mapped)) {
            SystemMemory.unmap(mapped.address(), bytes);
            throw new IllegalStateException("the system forbids executable memory (mprotect)");
        }
        // The collector frees it: the cleanup must not refer to the segment that it waits for.
        long address = mapped.address();
        return mapped.reinterpret(bytes, Arena.ofAuto(),
                _ -> SystemMemory.unmap(address, bytes)).asReadOnly();
    }
}
