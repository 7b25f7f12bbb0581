package dev.nacre.kernels.cpu;

import dev.nacre.core.memory.MemorySource;
import dev.nacre.kernels.cpu.jit.MachineCode;
import dev.nacre.kernels.cpu.jit.SystemMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory of tensors in pages of 2 MiB where the system gives them on request (Linux: transparent huge pages): a kernel
 * that streams through tensors otherwise looks up, and the processor's prefetcher stops at, every 4 KiB. Only whole
 * large pages are asked for, so no more memory is resident than without. Pages come into being when they are touched;
 * Java writes no zeros first.
 */
final class LargePages {
    static final long BYTES = 2L << 20;

    private LargePages() {
    }

    /** Whether the system may be asked. */
    static boolean serve() {
        return MachineCode.unavailable().isEmpty();
    }

    /** A {@link MemorySource}: what is smaller than a large page comes from Java. */
    @SuppressWarnings("restricted") // The segment gets the owner that unmaps it; serve() has asked for permission.
    static MemorySegment map(long bytes, Arena owner) {
        if (bytes < BYTES) {
            return MemorySource.PLAIN.map(bytes, owner);
        }
        // Of what is too long by a large page, the aligned middle stays.
        var whole = SystemMemory.map(bytes + BYTES);
        long before = -whole.address() & BYTES - 1;
        long address = whole.address() + before;
        long kept = pages(bytes);
        if (before > 0) {
            SystemMemory.unmap(whole.address(), before);
        }
        SystemMemory.unmap(address + kept, whole.byteSize() - before - kept);
        var memory = whole.asSlice(before, bytes);
        // Where the system refuses, small pages serve.
        SystemMemory.preferHugePages(memory.asSlice(0, bytes / BYTES * BYTES));
        return memory.reinterpret(owner, _ -> SystemMemory.unmap(address, kept));
    }

    /** Whole small pages. */
    private static long pages(long bytes) {
        return (bytes + 4095) & -4096;
    }
}
