package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Device;
import dev.nacre.core.Precision;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.op.Attention;
import dev.nacre.core.op.Sample;
import dev.nacre.kernels.cuda.fake.HostKernels;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The kernels' arithmetic, compiled as C++, on the stand-in for a device; and what is launched. */
class CudaAttentionTest extends CudaAttentionParity {
    CudaAttentionTest() {
        super(CudaStandInProvider.DEVICE);
    }

    @BeforeAll
    static void needsACompiler() {
        HostKernels.orSkip();
    }

    @Test
    void aStepIsFourLaunchesAndCopiesNothing() {
        CudaBackend backend = (CudaBackend) Backends.of(device());
        int before = CudaStandInProvider.driver().launches().size();
        Scope.run("step", () -> device().run(() -> {
            Tensor x = CudaParity.values(1, 5, 2, 4).requireGrad();
            Tensor heads = x.transpose(1, 2);
            Tensor y = Attention.of(heads, heads, heads, 0.5).transpose(1, 2);
            y.backward(CudaParity.values(1, 5, 2, 4)).close();
            return y;
        }));
        assertThat(backend.onProcessor()).doesNotContain("attention", "attention_gradient");
        List<String> launches = CudaStandInProvider.driver().launches();
        assertThat(launches.subList(before, launches.size()).stream().filter(name -> !name.equals("nacre_add")))
                .containsExactly("nacre_attention_64", "nacre_attention_means", "nacre_attention_query_gradient_64",
                        "nacre_attention_key_gradient_64");
    }

    /** What a row and a column more or less do is seen in the other tests: here who is asked. */
    @Test
    void longSequencesGoToTheLibraryWhereFactorsMayBeRounded() {
        Device device = CudaStandInProvider.WITH_PLANS;
        Scope.run("long", () -> {
            Tensor x = Device.REFERENCE.run(() -> CudaParity.values(1, 1, 512, 8));
            Tensor expected = Device.REFERENCE.run(() -> Attention.of(x, x, x, 0.3));
            Tensor near = x.to(device);
            int before = CudaStandInProvider.driver(device).launches().size();
            Tensor y = Precision.BFLOAT16.run(() -> Attention.of(near, near, near, 0.3));
            assertThat(Agreement.distance(y.toDoubles(), expected.toDoubles())).isBetween(1e-5, 1e-2);
            Attention.of(near.slice(2, 0, 3), near, near, 0.3).toFloats();
            List<String> launches = CudaStandInProvider.driver(device).launches();
            assertThat(launches.subList(before, launches.size())).containsExactly("nacre_cast_float32_bfloat16",
                    "nacre_cast_float32_bfloat16", "nacre_cast_float32_bfloat16", "planned", "nacre_attention_64");
        });
    }

    @Test
    void theDerivativeOfLongSequencesGoesToTheLibraryToo() {
        Device device = CudaStandInProvider.WITH_PLANS;
        Sample sample = Sample.of("long", in -> Precision.BFLOAT16.run(() -> Attention.of(in.get(0), in.get(1),
                in.get(2), 0.3)), Sample.real(-1, 1, 1, 2, 513, 8), Sample.real(-1, 1, 1, 2, 520, 8),
                Sample.real(-1, 1, 1, 2, 520, 8));
        int before = CudaStandInProvider.driver(device).launches().size();
        Agreement.ofHalves(device, sample);
        List<String> launches = CudaStandInProvider.driver(device).launches();
        assertThat(launches.subList(before, launches.size())).filteredOn(name -> name.equals("planned")).hasSize(2);
        assertThat(launches.subList(before, launches.size())).contains("nacre_cast_bfloat16_float32")
                .noneMatch(name -> name.startsWith("nacre_attention"));
    }
}
