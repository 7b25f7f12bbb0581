package dev.nacre.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.memory.AdmissionException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is let in, in which order, and what those get who are not. */
@Timeout(30)
class AdmissionTest {
    private static final Deadline NEVER = Deadline.in(Duration.ofSeconds(Long.MAX_VALUE));

    @Test
    void grantsUntilTheBytesAreGone() {
        Admission admission = new Admission("tests", 100, 10);
        Reservation first = admission.reserve(60, NEVER);
        Reservation second = admission.reserve(40, NEVER);
        assertThat(admission.reserved()).isEqualTo(100);
        refused(Reason.TIMED_OUT, () -> admission.reserve(1, Deadline.in(Duration.ofMillis(20))));
        first.close();
        first.close();
        assertThat(admission.reserved()).isEqualTo(40);
        second.close();
        assertThat(admission.reserved()).isZero();
        assertThat(admission.peak()).isEqualTo(100);
        assertThat(admission.waiting()).isZero();
    }

    @Test
    void boundsTheNumberOfHolders() {
        Admission admission = new Admission("tests", 100, 2);
        try (Reservation one = admission.reserve(1, NEVER); Reservation two = admission.reserve(0, NEVER)) {
            assertThat(one.bytes() + two.bytes()).isEqualTo(1);
            refused(Reason.TIMED_OUT, () -> admission.reserve(1, Deadline.in(Duration.ofMillis(20))));
        }
        admission.reserve(1, NEVER).close();
    }

    @Test
    void saysWhatToDoAboutACallThatNeverFits() {
        Admission admission = new Admission("decoded pictures", 300L << 20, 2);
        assertThatThrownBy(() -> admission.reserve(301L << 20, NEVER)).hasMessage("the call needs 301 MiB for decoded "
                + "pictures, more than the 300 MiB that all calls together may take: raise that limit, or give smaller "
                + "pictures");
        refused(Reason.TOO_LARGE, () -> admission.reserve(() -> 301L << 20, NEVER));
        assertThat(admission.waiting()).isZero();
    }

    @Test
    void aSmallCallDoesNotPassALargeOneThatCameFirst() throws Exception {
        Admission admission = new Admission("tests", 100, 10);
        Reservation held = admission.reserve(50, NEVER);
        ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> large = waiter(admission, 80, () -> order.add("large"));
        awaitWaiting(admission, 1);
        CompletableFuture<Void> small = waiter(admission, 30, () -> order.add("small"));
        awaitWaiting(admission, 2);
        held.close();
        large.get();
        small.get();
        assertThat(order).containsExactly("large", "small");
    }

    @Test
    void theNextIsLetInWhenTheFirstInTheQueueGivesUp() throws Exception {
        Admission admission = new Admission("tests", 100, 10);
        try (Reservation held = admission.reserve(50, NEVER)) {
            assertThat(held.bytes()).isEqualTo(50);
            CompletableFuture<Void> large = CompletableFuture.runAsync(() -> refused(Reason.TIMED_OUT,
                    () -> admission.reserve(80, Deadline.in(Duration.ofMillis(100)))));
            awaitWaiting(admission, 1);
            waiter(admission, 30, () -> { }).get();
            large.get();
        }
    }

    @Test
    void shrinkingLetsOthersIn() throws Exception {
        Admission admission = new Admission("tests", 100, 10);
        try (Reservation held = admission.reserve(100, NEVER)) {
            CompletableFuture<Void> other = waiter(admission, 60, () -> { });
            awaitWaiting(admission, 1);
            held.shrinkTo(200);
            held.shrinkTo(40);
            other.get();
            assertThat(admission.reserved()).isEqualTo(40);
        }
        assertThat(admission.reserved()).isZero();
    }

    @Test
    void aNeedIsAskedForAgainWhenTheTurnHasCome() throws Exception {
        Admission admission = new Admission("tests", 100, 10);
        AtomicLong need = new AtomicLong(100);
        Reservation held = admission.reserve(50, NEVER);
        CompletableFuture<Long> other = CompletableFuture.supplyAsync(() -> {
            try (Reservation reservation = admission.reserve(need::get, NEVER)) {
                return reservation.bytes();
            }
        });
        awaitWaiting(admission, 1);
        need.set(70);
        held.close();
        assertThat(other.get()).isEqualTo(70);
    }

    @Test
    void anInterruptedThreadIsRefusedAndStaysInterrupted() throws Exception {
        Admission admission = new Admission("tests", 1, 1);
        try (Reservation held = admission.reserve(1, NEVER)) {
            assertThat(held.bytes()).isOne();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread thread = Thread.ofVirtual().start(() -> {
                refused(Reason.INTERRUPTED, () -> admission.reserve(1, NEVER));
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            awaitWaiting(admission, 1);
            thread.interrupt();
            assertThat(interrupted.get()).isTrue();
            assertThat(admission.waiting()).isZero();
        }
    }

    @Test
    void closingRefusesThoseWhoWaitAndThoseWhoCome() throws Exception {
        Admission admission = new Admission("tests", 1, 1);
        Reservation held = admission.reserve(1, NEVER);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                () -> refused(Reason.CLOSED, () -> admission.reserve(1, NEVER)));
        awaitWaiting(admission, 1);
        admission.close();
        waiting.get();
        refused(Reason.CLOSED, () -> admission.reserve(1, NEVER));
        held.close();
        assertThat(admission.reserved()).isZero();
    }

    @Test
    void manyThreadsNeverHoldMoreThanThereIs() throws Exception {
        Admission admission = new Admission("tests", 1000, 7);
        AtomicLong held = new AtomicLong();
        AtomicLong holders = new AtomicLong();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            for (int thread = 0; thread < 32; thread++) {
                SplittableRandom random = new SplittableRandom(thread);
                ends.add(threads.submit(() -> {
                    start.await();
                    for (int round = 0; round < 200; round++) {
                        long bytes = random.nextLong(0, 1001);
                        try (Reservation reservation = admission.reserve(bytes, NEVER)) {
                            assertThat(held.addAndGet(bytes)).isLessThanOrEqualTo(1000);
                            assertThat(holders.incrementAndGet()).isLessThanOrEqualTo(7);
                            Thread.onSpinWait();
                            holders.decrementAndGet();
                            held.addAndGet(-reservation.bytes());
                        }
                    }
                    return null;
                }));
            }
            start.countDown();
        }
        for (Future<?> end : ends) {
            end.get();
        }
        assertThat(admission.reserved()).isZero();
        assertThat(admission.peak()).isBetween(500L, 1000L);
    }

    @Test
    void nobodyIsLetIntoNothing() {
        assertThatThrownBy(() -> new Admission("tests", 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Admission("tests", 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static CompletableFuture<Void> waiter(Admission admission, long bytes, Runnable inside) {
        return CompletableFuture.runAsync(() -> {
            try (Reservation reservation = admission.reserve(bytes, NEVER)) {
                assertThat(reservation.bytes()).isEqualTo(bytes);
                inside.run();
            }
        }, task -> Thread.ofPlatform().daemon().start(task));
    }

    private static void awaitWaiting(Admission admission, int callers) throws InterruptedException {
        while (admission.waiting() < callers) {
            Thread.sleep(1);
        }
    }

    private static void refused(Reason reason, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(AdmissionException.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
