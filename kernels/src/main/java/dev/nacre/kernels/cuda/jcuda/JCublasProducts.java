package dev.nacre.kernels.cuda.jcuda;

import dev.nacre.kernels.cuda.driver.CudaException;
import dev.nacre.kernels.cuda.driver.Factor;
import dev.nacre.kernels.cuda.driver.Product;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jcuda.Pointer;
import jcuda.driver.CUstream;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasOperation;
import jcuda.jcublas.cublasStatus;
import jcuda.runtime.cudaStream_t;

/**
 * Products by cuBLAS. It counts columns first: the row-major C = A·B is its column-major Cᵀ = Bᵀ·Aᵀ, the factors
 * changing places and nothing being moved.
 */
final class JCublasProducts implements AutoCloseable {
    /** CUBLAS_COMPUTE_32F: sums in float32, factors not rounded to TF32. */
    private static final int COMPUTE_32F = 68;
    /** CUDA_R_32F. */
    private static final int FLOAT32 = 0;
    /** CUDA_R_16BF. */
    private static final int BFLOAT16 = 14;
    /** CUBLAS_GEMM_DEFAULT. */
    private static final int ALGORITHM = -1;
    /** What NVIDIA recommends for Hopper. Given by us, so that cuBLAS takes none by itself while a step is captured. */
    private static final long WORKSPACE = 32L << 20;

    private final JCudaDevice device;
    private final cublasHandle handle = new cublasHandle();
    private final long workspace;
    private final Pointer one;
    private final Pointer zero;
    private CUstream stream;

    JCublasProducts(JCudaDevice device) {
        this.device = device;
        JCublas2.setExceptionsEnabled(false);
        check("cublasCreate", JCublas2.cublasCreate(handle));
        workspace = device.allocate(WORKSPACE);
        MemorySegment scalars = Arena.global().allocateFrom(ValueLayout.JAVA_FLOAT, 1, 0);
        one = NativeAddress.of(scalars.asSlice(0, Float.BYTES));
        zero = NativeAddress.of(scalars.asSlice(Float.BYTES, Float.BYTES));
    }

    void multiply(Product product, CUstream target) {
        if (target != stream) {
            check("cublasSetStream", JCublas2.cublasSetStream(handle, new cudaStream_t(target)));
            if (workspace != 0) {
                check("cublasSetWorkspace",
                        JCublas2.cublasSetWorkspace(handle, NativeAddress.of(workspace), WORKSPACE));
            }
            stream = target;
        }
        int type = product.halves() ? BFLOAT16 : FLOAT32;
        Factor a = product.a();
        Factor b = product.b();
        Factor c = product.c();
        check("cublasGemmStridedBatchedEx", JCublas2.cublasGemmStridedBatchedEx_64_new(handle, operation(b),
                operation(a), product.n(), product.m(), product.k(), one, NativeAddress.of(b.address()), type,
                b.leading(), b.stride(), NativeAddress.of(a.address()), type, a.leading(), a.stride(),
                product.adds() ? one : zero, NativeAddress.of(c.address()), FLOAT32, c.leading(), c.stride(),
                product.batch(), COMPUTE_32F, ALGORITHM));
    }

    private static int operation(Factor factor) {
        return factor.transposed() ? cublasOperation.CUBLAS_OP_T : cublasOperation.CUBLAS_OP_N;
    }

    private static void check(String call, int status) {
        if (status != cublasStatus.CUBLAS_STATUS_SUCCESS) {
            throw new CudaException(call + " answered with " + cublasStatus.stringFor(status));
        }
    }

    @Override
    public void close() {
        check("cublasDestroy", JCublas2.cublasDestroy(handle));
        if (workspace != 0) {
            device.free(workspace);
        }
    }
}
