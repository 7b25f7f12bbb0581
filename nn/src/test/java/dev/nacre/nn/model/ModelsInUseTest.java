package dev.nacre.nn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.memory.NativePool;
import dev.nacre.nn.Pass;
import dev.nacre.nn.optim.AdamW;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Models in use: from many threads at once, and step after step in the same memory. */
class ModelsInUseTest {
    private static final int PICTURES = 12;
    private static final int STEPS = 12;
    /** Bytes of the smallest result inside the network; the pool's blocks are a little larger than what they hold. */
    private static final long SMALLEST_PICTURE = 2L * 2 * 2 * 48 * Float.BYTES;

    private final EfficientNet net = new EfficientNet(EfficientNetConfig.TINY).init(Key.of(1));

    private float[] vector(int picture) {
        try (Scope scope = Scope.open("picture")) {
            return scope.keep(net.forward(Tensor.randn(Key.of(picture), 1, 64, 64, 3), Pass.EVAL)).toFloats();
        }
    }

    @Test
    void evaluationGivesTheSameBitsFromManyThreads() throws InterruptedException, ExecutionException {
        List<float[]> alone = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            alone.add(vector(i));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<float[]>> together = new ArrayList<>();
            for (int i = 0; i < PICTURES; i++) {
                int picture = i;
                together.add(threads.submit(() -> vector(picture)));
            }
            for (int i = 0; i < PICTURES; i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i));
            }
        }
    }

    @Test
    void aTrainingStepLeavesNothingBehind() {
        try (AdamW optimiser = new AdamW(net, AdamW.Settings.decay(1e-4))) {
            step(optimiser, 0);
            long settled = NativePool.shared().inUse();
            for (int i = 1; i <= STEPS; i++) {
                step(optimiser, i);
            }
            assertThat(NativePool.shared().inUse()).isLessThan(settled + STEPS * SMALLEST_PICTURE);
        }
    }

    private void step(AdamW optimiser, int number) {
        Scope.run("step", () -> {
            Tensor pictures = Tensor.randn(Key.of(number), 2, 64, 64, 3);
            Tensor loss = net.forward(pictures, Pass.train(Key.of(9).child(number))).square().sum();
            try (Gradients gradients = loss.backward()) {
                optimiser.step(gradients, 1e-3);
            }
        });
    }
}
