package dev.nacre.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StorageCountingTest {
    private static final class Counted extends Storage {
        private final AtomicInteger freed = new AtomicInteger();

        Counted() {
            super(DType.FLOAT32, 4);
        }

        @Override
        protected void free() {
            freed.incrementAndGet();
        }
    }

    @Test
    void goesBackOnceWhenTheLastHolderLetsGo() {
        Counted storage = new Counted();
        storage.retain();
        storage.release();
        assertThat(storage.freed).hasValue(0);
        storage.release();
        assertThat(storage.freed).hasValue(1);
        assertThatThrownBy(storage::retain).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("4 × FLOAT32 was already given back");
    }

    @Test
    void holdersOnManyThreadsFreeItExactlyOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 200; round++) {
                Counted storage = new Counted();
                CountDownLatch start = new CountDownLatch(1);
                List<Future<?>> work = new ArrayList<>();
                for (int t = 0; t < 4; t++) {
                    storage.retain();
                    work.add(threads.submit(() -> {
                        start.await();
                        for (int i = 0; i < 50; i++) {
                            storage.retain();
                            storage.release();
                        }
                        storage.release();
                        return null;
                    }));
                }
                start.countDown();
                storage.release();
                for (Future<?> done : work) {
                    done.get();
                }
                assertThat(storage.freed).hasValue(1);
            }
        }
    }

    @Test
    void oneTensorServesManyThreads() throws Exception {
        Tensor shared = Tensor.arange(1000).to(DType.FLOAT32);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Double>> sums = IntStream.range(0, 100).mapToObj(i -> threads.submit(() -> {
                try (Tensor more = shared.add(i); Tensor sum = more.sum()) {
                    return sum.item();
                }
            })).toList();
            for (int i = 0; i < sums.size(); i++) {
                assertThat(sums.get(i).get()).isEqualTo(499_500 + 1000.0 * i);
            }
        }
    }

    @Test
    void closingWhileOthersComputeIsEitherAResultOrAnError() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 500; round++) {
                Tensor x = Tensor.full(round, DType.FLOAT32, Shape.of(1000)).contiguous();
                Future<?> closed = threads.submit(x::close);
                try (Tensor y = x.add(1)) {
                    assertThat(y.toFloats()).containsOnly(round + 1);
                } catch (IllegalStateException released) {
                    assertThat(released).hasMessageContaining("released by close()");
                }
                closed.get();
            }
        }
    }
}
