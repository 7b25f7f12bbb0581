package dev.nacre.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrefetchTest {
    @Test
    void itemsComeInOrderAlthoughLaterOnesAreReadyFirst() {
        CountDownLatch second = new CountDownLatch(1);
        List<Integer> items = new ArrayList<>();
        try (Prefetch<Integer> prefetch = new Prefetch<>(20, 4, number -> {
            if (number == 0) {
                await(second);
            }
            second.countDown();
            return number * number;
        })) {
            prefetch.forEachRemaining(items::add);
        }
        assertThat(items).isEqualTo(IntStream.range(0, 20).mapToObj(number -> number * number).toList());
    }

    @Test
    void noMoreThanTheGivenNumberIsMadeAhead() {
        AtomicInteger made = new AtomicInteger();
        try (Prefetch<Integer> prefetch = new Prefetch<>(10, 3, number -> made.incrementAndGet())) {
            prefetch.next();
            prefetch.next();
            assertThat(made.get()).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void anErrorReachesTheConsumerAsItIsAndEndsTheIteration() {
        try (Prefetch<Integer> prefetch = new Prefetch<>(5, 2, number -> {
            if (number == 1) {
                throw new InputException("no such picture");
            }
            return number;
        })) {
            assertThat(prefetch.next()).isZero();
            assertThatThrownBy(prefetch::next).isInstanceOf(InputException.class).hasMessage("no such picture");
            assertThat(prefetch.hasNext()).isFalse();
        }
    }

    @Test
    void closingInterruptsWhatIsUnderWay() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Prefetch<Integer> prefetch = new Prefetch<>(1, 1, number -> {
            running.countDown();
            try {
                Thread.sleep(TimeUnit.MINUTES.toMillis(1));
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
            return number;
        });
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        prefetch.close();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(prefetch.hasNext()).isFalse();
        assertThatThrownBy(prefetch::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void nothingToMakeIsNothingToHandOut() {
        try (Prefetch<Integer> prefetch = new Prefetch<>(0, 2, number -> number)) {
            assertThat(prefetch.hasNext()).isFalse();
        }
        assertThatThrownBy(() -> new Prefetch<>(1, 0, number -> number)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Something beside Java's heap. */
    private record Counted(AtomicInteger open) implements AutoCloseable {
        Counted {
            open.incrementAndGet();
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    @Test
    void whatNobodyTookIsClosedAndWhatWasTakenWhenItIsReleased() throws InterruptedException {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger atEnd = new AtomicInteger(-1);
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch madeLate = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Counted first;
        try (Prefetch<Counted> prefetch = new Prefetch<Counted>(9, 4, number -> {
            Counted item = new Counted(open);
            if (number == 3) {
                waiting.countDown();
                awaitAnyway(closed);
                madeLate.countDown();
            }
            return item;
        }).holding(() -> atEnd.set(open.get()))) {
            first = prefetch.next();
            prefetch.release(prefetch.next());
            await(waiting);
        }
        assertThat(atEnd.get()).isGreaterThanOrEqualTo(2);
        closed.countDown();
        await(madeLate);
        for (int attempt = 0; open.get() > 1 && attempt < 1000; attempt++) {
            Thread.sleep(5);
        }
        assertThat(open.get()).as("the one that was taken").isEqualTo(1);
        first.close();
    }

    /** Deaf to being cancelled, as a decoder may be. */
    private static void awaitAnyway(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                done = latch.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException deaf) {
                Thread.interrupted();
            }
        }
    }
}
