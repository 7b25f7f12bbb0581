package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.matrix.SampleRun;
import dev.nacre.core.op.BatchNormSilu;
import dev.nacre.core.op.Sample;
import dev.nacre.kernels.cuda.fake.HostKernels;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void fusedOperationsHaveKernelsOfTheirOwn() {
        int before = CudaStandInProvider.driver().launches().size();
        Scope.run("fused", () -> device().run(() -> {
            Tensor x = values(9, 5).requireGrad();
            Tensor y = BatchNormSilu.train(x, values(5), values(5), 1e-3).getFirst();
            y.sum().backward().close();
            return y;
        }));
        List<String> launches = CudaStandInProvider.driver().launches();
        assertThat(launches.subList(before, launches.size()))
                .contains("nacre_batch_norm_silu", "nacre_batch_norm_silu_cotangent", "nacre_batch_norm_gradient")
                .doesNotContain("nacre_batch_norm", "nacre_silu", "nacre_silu_gradient");
    }

    @ParameterizedTest
    @CsvSource({"linear, nacre_bias", "rotary_embedding, nacre_rotary", "gated_projection, nacre_normal_gate_float32",
        "scaled_projection residual, nacre_bias_residual", "adamw_steps, nacre_adamw_steps",
        "contrastive_entropy, nacre_contrastive_weights"})
    void theModelsFusedOperationsAreNotDecomposed(String name, String kernel) {
        Sample sample = samples().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        int before = CudaStandInProvider.driver().launches().size();
        Scope.run("fused", () -> SampleRun.of(sample, device(), DType.FLOAT32));
        List<String> launches = CudaStandInProvider.driver().launches();
        assertThat(launches.subList(before, launches.size())).contains(kernel)
                .doesNotContain("nacre_batch_norm", "nacre_sqrt", "nacre_cos");
    }
}
