package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.op.AdamWStep;
import dev.nacre.core.op.CumulativeSum;
import dev.nacre.core.op.LayerNorm;
import dev.nacre.kernels.cuda.driver.CapturedStep;
import dev.nacre.kernels.cuda.driver.PoolStatistics;
import dev.nacre.kernels.cuda.fake.HostKernels;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole steps of a training on the stand-in: their values, their memory, and their capture. */
class CudaStepTest {
    private static final Device STAND_IN = CudaStandInProvider.DEVICE;

    @BeforeAll
    static void needsACompiler() {
        HostKernels.orSkip();
    }

    private static CudaBackend backend() {
        return (CudaBackend) Backends.of(STAND_IN);
    }

    /** Weights and inputs of a layer, made on the processor. */
    private static Tensor made(long key, long... sizes) {
        return Device.REFERENCE.run(() -> Tensor.randn(Key.of(key), sizes)).to(Device.current());
    }

    /** One step of a small network: product, normalisation, activation, loss, gradients, optimiser. */
    private static List<Tensor> step(Tensor weight, Tensor gain, Tensor first, Tensor second, Tensor x) {
        Tensor loss = LayerNorm.of(x.matmul(weight), gain, null, 1e-5).gelu().square().mean();
        try (Gradients gradients = loss.backward()) {
            return new AdamWStep(1e-2, 0.9, 0.999, 1e-8, 0.01, 1).apply(weight, gradients.of(weight), first, second);
        }
    }

    private static float[] updated() {
        try (Scope _ = Scope.open("step")) {
            Tensor zero = made(5, 7, 5).mul(0);
            return step(made(1, 7, 5).requireGrad(), made(2, 5), zero, zero, made(3, 11, 7)).getFirst().toFloats();
        }
    }

    @Test
    void aStepHasTheValuesOfTheReferenceAndLeavesNoMemoryBehind() {
        STAND_IN.run(CudaStepTest::updated);
        PoolStatistics before = backend().memory();
        float[] actual = STAND_IN.run(CudaStepTest::updated);
        float[] expected = Device.REFERENCE.run(CudaStepTest::updated);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], Offset.offset(1e-5f));
        }
        assertThat(backend().memory().inUse()).isEqualTo(before.inUse());
        assertThat(backend().memory().reserved()).isEqualTo(before.reserved());
    }

    @Test
    void theSameStepTwiceHasTheSameBits() {
        assertThat(STAND_IN.run(CudaStepTest::updated)).containsExactly(STAND_IN.run(CudaStepTest::updated));
    }

    @Test
    void manyThreadsShareTheDevice() throws InterruptedException {
        float[] expected = STAND_IN.run(CudaStepTest::updated);
        float[][] found = new float[4][];
        Thread[] threads = new Thread[found.length];
        for (int i = 0; i < threads.length; i++) {
            int mine = i;
            threads[i] = Thread.ofPlatform().start(() -> found[mine] = STAND_IN.run(CudaStepTest::updated));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (float[] values : found) {
            assertThat(values).containsExactly(expected);
        }
    }

    /** Captured once, repeated on inputs that were never seen before. */
    @Test
    void aCapturedInferenceIsRepeatedOnNewInputs() {
        STAND_IN.run(() -> {
            try (Scope _ = Scope.open("captured")) {
                Tensor weight = made(1, 7, 5);
                Tensor gain = made(2, 5);
                Tensor x = made(3, 11, 7);
                Tensor[] y = new Tensor[1];
                LayerNorm.of(x.matmul(weight), gain, gain, 1e-5).gelu();
                int launches = CudaStandInProvider.driver().launches().size();
                try (CapturedStep step = backend().capture(() ->
                        y[0] = LayerNorm.of(x.matmul(weight), gain, gain, 1e-5).gelu())) {
                    assertThat(CudaStandInProvider.driver().launches().subList(launches,
                            CudaStandInProvider.driver().launches().size()))
                            .containsExactly("product", "nacre_layer_norm", "nacre_gelu");
                    step.replay();
                    float[] first = y[0].toFloats();
                    assertThat(first).containsExactly(LayerNorm.of(x.matmul(weight), gain, gain, 1e-5).gelu()
                            .toFloats());
                    backend().upload(MemorySegment.ofArray(made(9, 11, 7).toFloats()),
                            x.operand().storage());
                    step.replay();
                    assertThat(y[0].toFloats()).isNotEqualTo(first).containsExactly(
                            LayerNorm.of(made(9, 11, 7).matmul(weight), gain, gain, 1e-5).gelu().toFloats());
                }
            }
            return null;
        });
    }

    /** Its inputs may go out of scope: whoever repeats the step still reads them. */
    @Test
    void aCapturedStepKeepsWhatItReads() {
        STAND_IN.run(() -> {
            Tensor x = made(3, 64);
            x.exp().close();
            Tensor[] y = new Tensor[1];
            try (CapturedStep step = backend().capture(() -> y[0] = x.exp())) {
                float[] expected = x.exp().toFloats();
                x.close();
                made(4, 64);
                step.replay();
                assertThat(y[0].toFloats()).containsExactly(expected);
            }
            return null;
        });
    }

    @Test
    void anOperationWithoutAKernelCannotBeCaptured() {
        STAND_IN.run(() -> {
            Tensor x = made(3, 8);
            Tensor wide = x.to(DType.FLOAT64);
            assertThatThrownBy(() -> backend().capture(() -> CumulativeSum.of(wide, 0)))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("while a step is captured");
            assertThat(x.exp().toFloats()).hasSize(8);
            return null;
        });
    }
}
