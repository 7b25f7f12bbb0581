package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void runsEveryPartOnce() {
        var workers = Workers.of(4);
        for (int round = 0; round < 200; round++) {
            var seen = new AtomicIntegerArray(37);
            workers.parts(37, seen::incrementAndGet);
            for (int part = 0; part < 37; part++) {
                assertThat(seen.get(part)).isEqualTo(1);
            }
        }
    }

    @Test
    void rangesCoverEverythingOnce() {
        for (int threads = 1; threads <= 5; threads++) {
            var total = new AtomicLong();
            Workers.of(threads).ranges(1001, 1 << 20, (begin, end) -> {
                for (long i = begin; i < end; i++) {
                    total.addAndGet(i);
                }
            });
            assertThat(total.get()).isEqualTo(1000L * 1001 / 2);
        }
    }

    @Test
    void oneThreadRunsInTheCaller() {
        var caller = Thread.currentThread();
        Workers.of(1).parts(5, part -> assertThat(Thread.currentThread()).isSameAs(caller));
    }

    @Test
    void nestedWorkStaysOnItsThread() {
        var workers = Workers.of(3);
        workers.parts(6, part -> {
            var outer = Thread.currentThread();
            workers.parts(4, inner -> assertThat(Thread.currentThread()).isSameAs(outer));
        });
    }

    @Test
    void usesDaemonThreadsThatEndWhenIdle() throws InterruptedException {
        var used = ConcurrentHashMap.<Thread>newKeySet();
        new Workers(3, Duration.ofMillis(50)).parts(64, part -> {
            used.add(Thread.currentThread());
            Thread.yield();
        });
        used.remove(Thread.currentThread());
        assertThat(used).allMatch(Thread::isDaemon);
        for (var thread : used) {
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void passesAFailureOn() {
        assertThatThrownBy(() -> Workers.of(2).parts(8, part -> {
            if (part == 5) {
                throw new IllegalStateException("part five");
            }
        })).isInstanceOf(IllegalStateException.class).hasMessage("part five");
    }

    @Test
    void refusesNoThreads() {
        assertThatThrownBy(() -> Workers.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nacre.threads");
    }
}
