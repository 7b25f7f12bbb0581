package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Precision;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.matrix.SampleRun;
import dev.nacre.core.op.Linear;
import dev.nacre.core.op.Sample;
import dev.nacre.core.op.Samples;
import dev.nacre.kernels.cuda.driver.CapturedStep;
import dev.nacre.kernels.cuda.fake.HostKernels;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products that end with a bias, beside a stand-in for the library that has them. */
class CudaLibraryProductTest {
    private static final Device DEVICE = CudaStandInProvider.WITH_PLANS;

    @BeforeAll
    static void needsACompiler() {
        HostKernels.orSkip();
    }

    private static List<String> launchesOf(Runnable work) {
        DEVICE.run(() -> Tensor.zeros(1).toFloats());
        int before = CudaStandInProvider.driver(DEVICE).launches().size();
        work.run();
        List<String> launches = CudaStandInProvider.driver(DEVICE).launches();
        return launches.subList(before, launches.size());
    }

    private static Sample sample(String name) {
        return Samples.all().stream().filter(sample -> sample.name().equals(name)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "scaled_projection", "scaled_projection residual", "gated_projection"})
    void theLibraryAddsTheBias(String name) {
        Sample sample = sample(name);
        Agreement.ofSample(DEVICE, sample);
        List<String> launches = launchesOf(() -> Scope.run("float32",
                () -> SampleRun.of(sample, DEVICE, DType.FLOAT32)));
        assertThat(launches).contains("planned").doesNotContain("nacre_bias", "nacre_bias_residual");
        Scope.run("rounded", () -> {
            SampleRun actual = Precision.BFLOAT16.run(() -> SampleRun.of(sample, DEVICE, DType.FLOAT32));
            SampleRun expected = Precision.BFLOAT16.run(() -> SampleRun.of(sample, Device.REFERENCE, DType.FLOAT32));
            Agreement.same(name, actual.outputs(), expected.outputs(), 0x1p-8);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear nothing", "linear without bias"})
    void whatHasNoBiasIsNotPlanned(String name) {
        Agreement.ofSample(DEVICE, sample(name));
        assertThat(launchesOf(() -> Scope.run("plain", () -> SampleRun.of(sample(name), DEVICE, DType.FLOAT32))))
                .doesNotContain("planned");
    }

    /** A weight that two layers share, turned in one of them; rows that do not start where the library wants them. */
    @Test
    void whatWouldHaveToBeCopiedIsReadWhereItLies() {
        Scope.run("turned", () -> {
            Tensor x = Device.REFERENCE.run(() -> CudaParity.values(3, 5));
            Tensor w = Device.REFERENCE.run(() -> CudaParity.values(7, 5));
            Tensor b = Device.REFERENCE.run(() -> CudaParity.values(7));
            double[] expected = Linear.of(x, w.transpose(0, 1), b).toDoubles();
            Tensor nearX = x.to(DEVICE);
            Tensor nearW = w.to(DEVICE);
            Tensor nearB = b.to(DEVICE);
            List<String> launches = launchesOf(() -> assertThat(Agreement.distance(Linear.of(nearX,
                    nearW.transpose(0, 1), nearB).toDoubles(), expected)).isLessThan(1e-6));
            assertThat(launches).containsExactly("product", "nacre_bias");
            assertThat(launchesOf(() -> Linear.of(nearX.slice(0, 1, 3), nearW.transpose(0, 1).contiguous(), nearB)))
                    .endsWith("product", "nacre_bias");
            assertThat(launchesOf(() -> Precision.BFLOAT16.run(() -> Linear.of(nearX, nearW.transpose(0, 1), nearB))))
                    .containsExactly("nacre_cast_float32_bfloat16", "nacre_cast_float32_bfloat16", "planned");
        });
    }

    @Test
    void whatRanOnceCanBeCaptured() {
        Scope.run("captured", () -> DEVICE.run(() -> {
            Tensor x = CudaParity.values(3, 5);
            Tensor w = CudaParity.values(5, 8);
            Tensor b = CudaParity.values(8);
            float[] expected = Linear.of(x, w, b).toFloats();
            Tensor[] y = new Tensor[1];
            try (CapturedStep step = ((CudaBackend) Backends.of(DEVICE)).capture(() -> y[0] = Linear.of(x, w, b))) {
                step.replay();
                assertThat(y[0].toFloats()).containsExactly(expected);
            }
            return null;
        }));
    }
}
