package dev.nacre.kernels.cuda.lib;

import dev.nacre.kernels.cuda.driver.CudaException;
import dev.nacre.kernels.cuda.driver.PlannedCall;
import dev.nacre.kernels.cuda.driver.PlannedProduct;
import dev.nacre.kernels.cuda.driver.PlannedWork;
import dev.nacre.kernels.cuda.driver.Region;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Products by cublasLt, whose last step adds the bias while the sums are still in registers. It counts columns first:
 * the row-major y = a·b is its column-major yᵀ = bᵀ·aᵀ, the factors changing places, and a bias for each column of y is
 * one for each of its rows. Each shape is planned once; the first proposal is taken, so that the choice is always the
 * same.
 */
public final class LtProducts implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.nacre");
    /** CUBLAS_COMPUTE_32F: sums in float32, factors not rounded to TF32. */
    private static final int COMPUTE_32F = 68;
    /** CUDA_R_32F. */
    private static final int FLOAT32 = 0;
    /** CUDA_R_16BF. */
    private static final int BFLOAT16 = 14;
    /** CUBLASLT_MATMUL_DESC_EPILOGUE, _BIAS_POINTER, _BIAS_DATA_TYPE. */
    private static final int EPILOGUE = 7;
    private static final int BIAS_POINTER = 8;
    private static final int BIAS_TYPE = 26;
    /** CUBLASLT_EPILOGUE_BIAS. */
    private static final int ADD_BIAS = 4;
    /** CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, _REDUCTION_SCHEME_MASK, _MIN_ALIGNMENT_A_BYTES to _D_BYTES. */
    private static final int MOST_WORKSPACE = 1;
    private static final int REDUCTIONS = 3;
    private static final int[] ALIGNMENTS = {5, 6, 7, 8};
    /** CUBLASLT_REDUCTION_SCHEME_COMPUTE_TYPE and _OUTPUT_TYPE: parts of a sum are added in a step of their own. */
    private static final int IN_A_FIXED_ORDER = 2 | 4;
    /** What NVIDIA recommends for Hopper. */
    private static final long WORKSPACE = 32L << 20;

    private final CublasLt library;
    private final CublasLt.Part handle;
    private final Map<PlannedProduct, Optional<Plan>> plans = new HashMap<>();
    /** α = 1 and β = 0; then both 1, where there is a residual. */
    private final MemorySegment scales = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, 1, 0, 1, 1);

    private record Plan(CublasLt.Part description, CublasLt.Part[] matrices, CublasLt.Algorithm algorithm) { }

    /**
     * For the device whose context is current.
     *
     * @param file such as {@code libcublasLt.so.13}, the one that cuBLAS uses, too
     * @throws CudaException            if it does not start
     * @throws IllegalArgumentException if it cannot be loaded
     */
    public LtProducts(Path file) {
        library = new CublasLt(file);
        handle = library.handle();
    }

    /** Bytes that the product needs beside its tensors; negative where the library has nothing for it. */
    public long workspace(PlannedProduct product) {
        return plans.computeIfAbsent(product, this::plan).map(plan -> plan.algorithm().workspace()).orElse(-1L);
    }

    private Optional<Plan> plan(PlannedProduct product) {
        List<CublasLt.Part> made = new ArrayList<>();
        CublasLt.Part preference = library.preference();
        try {
            CublasLt.Part description = keep(made, description(library));
            CublasLt.Part[] matrices = matrices(library, product);
            made.addAll(List.of(matrices));
            wish(library, preference);
            return Optional.of(new Plan(description, matrices, library.best(handle, description, matrices[0],
                    matrices[1], matrices[2], preference)));
        } catch (CudaException e) {
            LOG.log(Level.DEBUG, "cublasLt has nothing for {0}, which cuBLAS and a kernel of our own compute: {1}",
                    product, e.getMessage());
            made.forEach(library::destroy);
            return Optional.empty();
        } finally {
            library.destroy(preference);
        }
    }

    private static CublasLt.Part keep(List<CublasLt.Part> made, CublasLt.Part part) {
        made.add(part);
        return part;
    }

    /** Its bias has an address of the alignment that all will have: the search looks at that. */
    static CublasLt.Part description(CublasLt library) {
        CublasLt.Part description = library.description(COMPUTE_32F, FLOAT32);
        library.choose(description, EPILOGUE, ADD_BIAS);
        library.choose(description, BIAS_TYPE, FLOAT32);
        library.point(description, BIAS_POINTER, PlannedWork.ALIGNMENT);
        return description;
    }

    /** bᵀ, aᵀ and yᵀ as the library counts them; the residual lies as y does. */
    static CublasLt.Part[] matrices(CublasLt library, PlannedProduct product) {
        int factor = product.halves() ? BFLOAT16 : FLOAT32;
        return new CublasLt.Part[] {
            library.matrix(factor, product.columns(), product.inner(), product.columns()),
            library.matrix(factor, product.inner(), product.rows(), product.inner()),
            library.matrix(FLOAT32, product.columns(), product.rows(), product.columns())};
    }

    static void wish(CublasLt library, CublasLt.Part preference) {
        library.wish(preference, MOST_WORKSPACE, WORKSPACE);
        library.wish(preference, REDUCTIONS, IN_A_FIXED_ORDER);
        for (int alignment : ALIGNMENTS) {
            library.wish(preference, alignment, PlannedWork.ALIGNMENT);
        }
    }

    /** A product that was planned, on the stream with this address. */
    public void run(PlannedCall call, long stream) {
        PlannedProduct product = (PlannedProduct) call.work();
        Plan plan = plans.getOrDefault(product, Optional.empty())
                .orElseThrow(() -> new IllegalStateException("not planned: " + product));
        List<Region> tensors = call.tensors();
        long y = tensors.getLast().address();
        long before = product.residual() ? tensors.get(3).address() : y;
        library.point(plan.description(), BIAS_POINTER, tensors.get(2).address());
        library.multiply(handle, plan.description(), plan.matrices(),
                scales.asSlice(product.residual() ? 2L * Float.BYTES : 0, 2L * Float.BYTES),
                new long[] {tensors.get(1).address(), tensors.getFirst().address(), before, y}, plan.algorithm(),
                call.workspace().address(), stream);
    }

    @Override
    public void close() {
        for (Optional<Plan> plan : plans.values()) {
            plan.ifPresent(found -> {
                library.destroy(found.description());
                for (CublasLt.Part matrix : found.matrices()) {
                    library.destroy(matrix);
                }
            });
        }
        plans.clear();
        library.destroy(handle);
    }
}
