package dev.nacre.kernels.cpu.jit;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Pages from the operating system: the calls of POSIX with Linux's constants. Only where {@link MachineCode} serves, or
 * would but for the processor.
 */
@SuppressWarnings("restricted") // Calling the system is what this class is for; MachineCode asks for permission first.
public final class SystemMemory {
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int EXECUTE = 4;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final int HUGE_PAGES = 14;
    private static final MethodHandle MAP = function("mmap", FunctionDescriptor.of(ValueLayout.ADDRESS,
            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    private static final MethodHandle PROTECT = function("mprotect", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle ADVISE = function("madvise", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle UNMAP = function("munmap", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

    private SystemMemory() {
    }

    private static MethodHandle function(String name, FunctionDescriptor type) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }

    /**
     * Readable and writable pages of zeros that nothing holds yet: each comes into being when it is touched.
     *
     * @throws OutOfMemoryError where the system has none
     */
    public static MemorySegment map(long bytes) {
        try {
            var mapped = (MemorySegment) MAP.invokeExact(MemorySegment.NULL, bytes, READ | WRITE, PRIVATE_ANONYMOUS,
                    -1, 0L);
            if (mapped.address() == -1) {
                throw new OutOfMemoryError("the system has no " + bytes + " bytes of memory (mmap)");
            }
            return mapped.reinterpret(bytes);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes pages readable and executable, and no longer writable; false where the system forbids it. */
    static boolean makeExecutable(MemorySegment pages) {
        return onPages(PROTECT, pages, READ | EXECUTE);
    }

    /** Asks for large pages; false where the system has none. Contents stay. */
    public static boolean preferHugePages(MemorySegment pages) {
        return onPages(ADVISE, pages, HUGE_PAGES);
    }

    private static boolean onPages(MethodHandle call, MemorySegment pages, int argument) {
        try {
            return (int) call.invokeExact(pages, pages.byteSize(), argument) == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives pages back, whole or in part. */
    public static void unmap(long address, long bytes) {
        try {
            int failed = (int) UNMAP.invokeExact(MemorySegment.ofAddress(address), bytes);
            if (failed != 0) {
                System.getLogger("dev.nacre").log(System.Logger.Level.WARNING, "memory could not be unmapped");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
