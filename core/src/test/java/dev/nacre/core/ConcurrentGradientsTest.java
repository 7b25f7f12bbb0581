package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Gradients are values: threads that share parameters do not meet. */
class ConcurrentGradientsTest {
    private final Tensor weight = Tensor.randn(Key.of(1), 16, 16).requireGrad();

    private float[] gradient(int sample) {
        try (Scope scope = Scope.open("sample " + sample)) {
            Tensor x = Tensor.randn(Key.of(100 + sample), 8, 16);
            Gradients gradients = x.matmul(weight).gelu().matmul(weight).square().mean().backward();
            return scope.keep(gradients.of(weight)).toFloats();
        }
    }

    @Test
    void manyThreadsFindTheGradientsThatOneFinds() throws Exception {
        List<float[]> expected = IntStream.range(0, 40).mapToObj(this::gradient).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<float[]>> found = IntStream.range(0, 40)
                    .mapToObj(sample -> threads.submit(() -> gradient(sample))).toList();
            for (int sample = 0; sample < 40; sample++) {
                assertThat(found.get(sample).get()).containsExactly(expected.get(sample));
            }
        }
    }

    @Test
    void virtualThreadsDoAsWell() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<float[]> found = threads.submit(() -> gradient(3));
            assertThat(found.get()).containsExactly(gradient(3));
        }
    }
}
