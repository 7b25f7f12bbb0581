package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Precision;
import dev.nacre.core.Scope;
import dev.nacre.core.matrix.SampleRun;
import dev.nacre.core.op.Attention;
import dev.nacre.core.op.Sample;
import dev.nacre.kernels.cuda.loader.CudaLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same on a real GPU, where there is one; skipped elsewhere, with the reason. */
@Tag("gpu")
@Tag("sanitize")
class CudaAttentionOnGpuTest extends CudaAttentionParity {
    private static final int REPEATS = 5;

    CudaAttentionOnGpuTest() {
        super(Device.cuda(0));
    }

    @BeforeAll
    static void needsAGpu() {
        String reason = CudaLoader.here().look().unavailable();
        Assumptions.assumeTrue(reason.isEmpty(), reason);
    }

    /** By cuDNN, where it is there: its plan says that its sums have one order, its notes do not. */
    @Test
    void longSequencesAgreeAndHaveTheSameBitsEveryTime() {
        Sample sample = Sample.of("long", in -> Precision.BFLOAT16.run(() -> Attention.of(in.get(0), in.get(1),
                in.get(2), 0.125)), Sample.real(-1, 1, 2, 3, 520, 64), Sample.real(-1, 1, 2, 3, 640, 64),
                Sample.real(-1, 1, 2, 3, 640, 64));
        Agreement.ofHalves(device(), sample);
        Scope.run("again", () -> {
            SampleRun first = SampleRun.of(sample, device(), DType.FLOAT32);
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                SampleRun again = SampleRun.of(sample, device(), DType.FLOAT32);
                for (int i = 0; i < first.gradients().size(); i++) {
                    assertThat(again.gradients().get(i).toFloats()).as("gradient %d", i)
                            .containsExactly(first.gradients().get(i).toFloats());
                }
            }
        });
    }
}
