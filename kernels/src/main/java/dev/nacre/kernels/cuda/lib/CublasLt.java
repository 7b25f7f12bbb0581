package dev.nacre.kernels.cuda.lib;

import dev.nacre.kernels.cuda.driver.CudaException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * cublasLt by the foreign function interface, which JCuda does not bind: its objects, whose attributes are set by
 * number, and its two calls. The numbers are those of {@code cublasLt.h}, the same in CUDA 12 and 13. Objects can be
 * made without a GPU; a handle cannot.
 */
final class CublasLt {
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    /** A heuristic's result: an algorithm of 64 bytes, its workspace, state, waves, and what is reserved. */
    private static final long ALGORITHM_BYTES = 64;
    private static final long RESULT_BYTES = 96;
    private static final long STATE = 72;

    private final SymbolLookup library;
    private final MethodHandle matmul;
    private final MethodHandle setDescription;

    /**
     * An object of the library's.
     *
     * @param handle    as the library knows it
     * @param destroyer the function that ends it
     */
    record Part(MemorySegment handle, String destroyer) { }

    /**
     * What the library would do.
     *
     * @param bytes     the algorithm, as the library wrote it
     * @param workspace bytes that it needs beside the matrices
     */
    record Algorithm(MemorySegment bytes, long workspace) { }

    /**
     * The library in a file such as {@code libcublasLt.so.13}.
     *
     * @throws IllegalArgumentException if it cannot be loaded
     * @throws CudaException            if it lacks a function
     */
    @SuppressWarnings("restricted")
    CublasLt(Path file) {
        library = SymbolLookup.libraryLookup(file, Arena.global());
        setDescription = function("cublasLtMatmulDescSetAttribute", POINTER, INT, POINTER, LONG);
        matmul = function("cublasLtMatmul", POINTER, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER,
                POINTER, POINTER, POINTER, POINTER, POINTER, POINTER, LONG, POINTER);
    }

    @SuppressWarnings("restricted")
    private MethodHandle function(String name, MemoryLayout... parameters) {
        MemorySegment address = library.find(name)
                .orElseThrow(() -> new CudaException("cublasLt has no function " + name));
        return Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(INT, parameters));
    }

    private static void check(String call, int status) {
        if (status != 0) {
            throw new CudaException(call + " answered with status " + status);
        }
    }

    private int call(MethodHandle handle, Object... arguments) {
        try {
            return (int) handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("a function of cublasLt cannot be called", e);
        }
    }

    private MemorySegment made(String creator, MemoryLayout[] parameters, Object... arguments) {
        MemoryLayout[] all = new MemoryLayout[parameters.length + 1];
        all[0] = POINTER;
        System.arraycopy(parameters, 0, all, 1, parameters.length);
        Object[] given = new Object[arguments.length + 1];
        System.arraycopy(arguments, 0, given, 1, arguments.length);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment holder = arena.allocate(POINTER);
            given[0] = holder;
            check(creator, call(function(creator, all), given));
            return holder.get(POINTER, 0);
        }
    }

    /** A handle for the device whose context is current. */
    Part handle() {
        return new Part(made("cublasLtCreate", new MemoryLayout[0]), "cublasLtDestroy");
    }

    /** What a product is: the types of its sums and of its scales. */
    Part description(int sums, int scales) {
        return new Part(made("cublasLtMatmulDescCreate", new MemoryLayout[] {INT, INT}, sums, scales),
                "cublasLtMatmulDescDestroy");
    }

    /** A matrix that lies column by column, {@code leading} elements between two. */
    Part matrix(int type, long rows, long columns, long leading) {
        return new Part(made("cublasLtMatrixLayoutCreate", new MemoryLayout[] {INT, LONG, LONG, LONG}, type, rows,
                columns, leading), "cublasLtMatrixLayoutDestroy");
    }

    /** Wishes for the search. */
    Part preference() {
        return new Part(made("cublasLtMatmulPreferenceCreate", new MemoryLayout[0]),
                "cublasLtMatmulPreferenceDestroy");
    }

    /** Ends an object. */
    void destroy(Part part) {
        check(part.destroyer(), call(function(part.destroyer(), POINTER), part.handle()));
    }

    /** An attribute of a product that is a choice. */
    void choose(Part description, int attribute, int value) {
        try (Arena arena = Arena.ofConfined()) {
            set(description, attribute, arena.allocateFrom(INT, value));
        }
    }

    /** An attribute of a product that is an address. */
    void point(Part description, int attribute, long address) {
        try (Arena arena = Arena.ofConfined()) {
            set(description, attribute, arena.allocateFrom(LONG, address));
        }
    }

    private void set(Part description, int attribute, MemorySegment value) {
        int status;
        try {
            status = (int) setDescription.invokeExact(description.handle(), attribute, value, value.byteSize());
        } catch (Throwable e) {
            throw new IllegalStateException("cublasLtMatmulDescSetAttribute cannot be called", e);
        }
        check("cublasLtMatmulDescSetAttribute of " + attribute, status);
    }

    /** A wish of 32 bits. */
    void wish(Part preference, int attribute, int value) {
        try (Arena arena = Arena.ofConfined()) {
            wish(preference, attribute, arena.allocateFrom(INT, value));
        }
    }

    /** A wish of 64 bits. */
    void wish(Part preference, int attribute, long value) {
        try (Arena arena = Arena.ofConfined()) {
            wish(preference, attribute, arena.allocateFrom(LONG, value));
        }
    }

    private void wish(Part preference, int attribute, MemorySegment value) {
        check("cublasLtMatmulPreferenceSetAttribute of " + attribute, call(function(
                "cublasLtMatmulPreferenceSetAttribute", POINTER, INT, POINTER, LONG), preference.handle(), attribute,
                value, value.byteSize()));
    }

    /** The algorithm that the library holds for the best; none is left to chance. @throws CudaException for none */
    Algorithm best(Part handle, Part description, Part a, Part b, Part c, Part preference) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(RESULT_BYTES, Long.BYTES);
            MemorySegment count = arena.allocate(INT);
            check("cublasLtMatmulAlgoGetHeuristic", call(function("cublasLtMatmulAlgoGetHeuristic", POINTER, POINTER,
                    POINTER, POINTER, POINTER, POINTER, POINTER, INT, POINTER, POINTER), handle.handle(),
                    description.handle(), a.handle(), b.handle(), c.handle(), c.handle(), preference.handle(), 1,
                    result, count));
            if (count.get(INT, 0) == 0) {
                throw new CudaException("cublasLtMatmulAlgoGetHeuristic has no algorithm");
            }
            check("the algorithm of cublasLtMatmulAlgoGetHeuristic", result.get(INT, STATE));
            MemorySegment bytes = Arena.ofAuto().allocate(ALGORITHM_BYTES, Long.BYTES)
                    .copyFrom(result.asSlice(0, ALGORITHM_BYTES));
            return new Algorithm(bytes, result.get(LONG, ALGORITHM_BYTES));
        }
    }

    /**
     * D = α·A·B + β·C on a stream; the matrices by their objects and addresses.
     *
     * @param scales α and β, on the host
     * @param places addresses of A, B, C and D
     */
    void multiply(Part handle, Part description, Part[] parts, MemorySegment scales, long[] places,
            Algorithm algorithm, long workspace, long stream) {
        int status;
        try {
            status = (int) matmul.invokeExact(handle.handle(), description.handle(), scales, at(places[0]),
                    parts[0].handle(), at(places[1]), parts[1].handle(), scales.asSlice(Float.BYTES), at(places[2]),
                    parts[2].handle(), at(places[3]), parts[2].handle(), algorithm.bytes(), at(workspace),
                    algorithm.workspace(), at(stream));
        } catch (Throwable e) {
            throw new IllegalStateException("cublasLtMatmul cannot be called", e);
        }
        check("cublasLtMatmul", status);
    }

    private static MemorySegment at(long address) {
        return MemorySegment.ofAddress(address);
    }
}
