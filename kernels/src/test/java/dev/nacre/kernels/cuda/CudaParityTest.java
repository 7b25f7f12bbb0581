package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Scope;
import dev.nacre.core.backend.Backends;
import dev.nacre.kernels.cuda.fake.HostKernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The arithmetic of the kernels, their CUDA C compiled as C++, and through the stand-in that every launch of every
 * operation keeps the rules of a device. What a GPU's own functions round is not seen here.
 */
class CudaParityTest extends CudaParity {
    CudaParityTest() {
        super(CudaStandInProvider.DEVICE);
    }

    @BeforeAll
    static void needsACompiler() {
        HostKernels.orSkip();
    }

    @Test
    void whatHasAKernelIsNotComputedOnTheProcessor() {
        CudaBackend backend = (CudaBackend) Backends.of(device());
        Scope.run("step", () -> device().run(() -> values(5, 7).gelu().sum(0).mul(2)));
        assertThat(backend.onProcessor()).doesNotContain("gelu", "sum", "mul", "matmul", "softmax", "layer_norm",
                "batch_norm", "concat", "pad");
        assertThat(CudaStandInProvider.driver().launches()).contains("nacre_gelu", "nacre_sum_columns", "nacre_mul");
    }
}
