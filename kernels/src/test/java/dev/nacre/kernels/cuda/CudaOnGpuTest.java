package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.kernels.cuda.driver.CapturedStep;
import dev.nacre.kernels.cuda.driver.DeviceMemoryException;
import dev.nacre.kernels.cuda.loader.CudaLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a real GPU, where there is one: what the stand-in cannot show. Skipped elsewhere, with the reason. */
@Tag("gpu")
class CudaOnGpuTest extends CudaParity {
    CudaOnGpuTest() {
        super(Device.cuda(0));
    }

    @BeforeAll
    static void needsAGpu() {
        String reason = CudaLoader.here().look().unavailable();
        Assumptions.assumeTrue(reason.isEmpty(), reason);
    }

    private CudaBackend backend() {
        return (CudaBackend) Backends.of(device());
    }

    @Test
    void aCapturedStepIsRepeated() {
        Scope.run("captured", () -> device().run(() -> {
            Tensor x = values(64, 48);
            Tensor[] y = {x.matmul(x.transpose(0, 1)).gelu()};
            float[] expected = y[0].toFloats();
            try (CapturedStep step = backend().capture(() -> y[0] = x.matmul(x.transpose(0, 1)).gelu())) {
                step.replay();
                step.replay();
                assertThat(y[0].toFloats()).containsExactly(expected);
            }
            return null;
        }));
    }

    @Test
    void afterMemoryWasUsedUpTheDeviceServesOn() {
        assertThatThrownBy(() -> backend().allocate(DType.FLOAT32, 1L << 40)).isInstanceOf(DeviceMemoryException.class);
        Scope.run("after", () -> assertThat(device().run(() -> values(5).mul(0).sum().item())).isZero());
    }

    @Test
    void theSameWorkTwiceHasTheSameBits() {
        Scope.run("twice", () -> device().run(() -> {
            Tensor x = values(300, 200);
            assertThat(x.matmul(x.transpose(0, 1)).sum(0).toFloats())
                    .containsExactly(x.matmul(x.transpose(0, 1)).sum(0).toFloats());
            return null;
        }));
    }
}
