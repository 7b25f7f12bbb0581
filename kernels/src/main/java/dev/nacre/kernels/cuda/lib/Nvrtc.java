package dev.nacre.kernels.cuda.lib;

import dev.nacre.kernels.cuda.driver.CudaException;
import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The compiler from CUDA C to machine code or PTX, by the foreign function interface, which knows no versions of
 * symbols: CUDA 12 and 13 are called alike. Needs no GPU. Safe for many threads.
 */
public final class Nvrtc {
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private final SymbolLookup library;

    /**
     * The compiler in a file such as {@code libnvrtc.so.13}.
     *
     * @throws IllegalArgumentException if it cannot be loaded
     */
    @SuppressWarnings("restricted")
    public Nvrtc(Path file) {
        openBuiltins(file.toAbsolutePath().getParent());
        library = SymbolLookup.libraryLookup(file, Arena.global());
    }

    /** The compiler opens these by their bare name when it compiles: loaded before, they are found. */
    @SuppressWarnings("restricted")
    private static void openBuiltins(Path directory) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "libnvrtc-builtins.so.*")) {
            found.forEach(path -> SymbolLookup.libraryLookup(path, Arena.global()));
        } catch (IOException e) {
            throw new IllegalArgumentException("the directory of NVRTC cannot be read", e);
        }
    }

    /** Its version, such as {@code 13.0}. */
    public String version() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(INT, 2);
            check("nvrtcVersion", call("nvrtcVersion", List.of(POINTER, POINTER), numbers, numbers.asSlice(4)));
            return numbers.getAtIndex(INT, 0) + "." + numbers.getAtIndex(INT, 1);
        }
    }

    /** Machine code for one architecture, such as 90. @throws CudaException with the compiler's log */
    public byte[] machineCode(String name, String source, int architecture) {
        return compile(name, source, "sm_" + architecture, "CUBIN");
    }

    /** PTX that runs on an architecture and all later ones, with the zero byte at its end. */
    public byte[] ptx(String name, String source, int architecture) {
        return compile(name, source, "compute_" + architecture, "PTX");
    }

    private byte[] compile(String name, String source, String target, String kind) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment holder = arena.allocate(POINTER);
            check("nvrtcCreateProgram", call("nvrtcCreateProgram",
                    List.of(POINTER, POINTER, POINTER, INT, POINTER, POINTER), holder, arena.allocateFrom(source),
                    arena.allocateFrom(name), 0, MemorySegment.NULL, MemorySegment.NULL));
            MemorySegment program = holder.get(POINTER, 0);
            try {
                MemorySegment options = arena.allocate(POINTER, 2);
                options.setAtIndex(POINTER, 0, arena.allocateFrom("--gpu-architecture=" + target));
                options.setAtIndex(POINTER, 1, arena.allocateFrom("--std=c++17"));
                int result = call("nvrtcCompileProgram", List.of(POINTER, INT, POINTER), program, 2, options);
                if (result != 0) {
                    throw new CudaException(name + " does not compile for " + target + ": "
                            + new String(read(arena, program, "ProgramLog"), StandardCharsets.UTF_8).strip());
                }
                return read(arena, program, kind);
            } finally {
                check("nvrtcDestroyProgram", call("nvrtcDestroyProgram", List.of(POINTER), holder));
            }
        }
    }

    private byte[] read(Arena arena, MemorySegment program, String kind) {
        MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
        check("nvrtcGet" + kind + "Size", call("nvrtcGet" + kind + "Size", List.of(POINTER, POINTER), program, size));
        MemorySegment bytes = arena.allocate(size.get(ValueLayout.JAVA_LONG, 0));
        check("nvrtcGet" + kind, call("nvrtcGet" + kind, List.of(POINTER, POINTER), program, bytes));
        return bytes.toArray(ValueLayout.JAVA_BYTE);
    }

    private static void check(String function, int result) {
        if (result != 0) {
            throw new CudaException(function + " answered with error " + result);
        }
    }

    @SuppressWarnings("restricted")
    private int call(String function, List<MemoryLayout> parameters, Object... arguments) {
        MemorySegment address = library.find(function)
                .orElseThrow(() -> new CudaException("NVRTC has no function " + function));
        try {
            return (int) Linker.nativeLinker().downcallHandle(address,
                    FunctionDescriptor.of(INT, parameters.toArray(MemoryLayout[]::new))).invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("NVRTC's function " + function + " cannot be called", e);
        }
    }
}
