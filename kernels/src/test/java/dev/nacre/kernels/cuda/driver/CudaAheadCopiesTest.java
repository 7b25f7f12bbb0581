package dev.nacre.kernels.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.kernels.cuda.fake.Arithmetic;
import dev.nacre.kernels.cuda.fake.FakeDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Order, lifetimes and reuse of copies that are sent ahead, on a stand-in that does everything as late as it may. */
class CudaAheadCopiesTest {
    private static final byte[] MODULE = ".visible .entry nacre_double(\0".getBytes(StandardCharsets.UTF_8);
    private static final long N = 100;

    /** Kernel (long* x, long n): x[i] *= 2. */
    private static final Arithmetic DOUBLE = new Arithmetic() {
        @Override
        @SuppressWarnings("restricted")
        public void launch(String kernel, int blocks, int threads, Parameters parameters) {
            MemorySegment x = MemorySegment.ofAddress(parameter(parameters, 0)).reinterpret(N * Long.BYTES);
            for (long i = 0; i < parameter(parameters, 1); i++) {
                x.setAtIndex(ValueLayout.JAVA_LONG, i, x.getAtIndex(ValueLayout.JAVA_LONG, i) * 2);
            }
        }

        @SuppressWarnings("restricted")
        private long parameter(Parameters parameters, int index) {
            return MemorySegment.ofAddress(parameters.table().getAtIndex(ValueLayout.JAVA_LONG, index)).reinterpret(8)
                    .get(ValueLayout.JAVA_LONG, 0);
        }
    };

    private final FakeDriver driver = new FakeDriver(512L << 20, DOUBLE);
    private final DeviceQueue queue = new DeviceQueue(driver, Long.MAX_VALUE);
    private final AheadCopies ahead = queue.ahead();
    private final CudaDriver.Module module = driver.load(MODULE);

    @AfterEach
    void nothingIsLeft() {
        driver.unload(module);
        queue.close();
        assertThat(driver.leaks()).isZero();
    }

    private AheadCopies.Buffer sent(long start) {
        AheadCopies.Buffer buffer = ahead.take(N * Long.BYTES);
        for (long i = 0; i < N; i++) {
            buffer.memory().setAtIndex(ValueLayout.JAVA_LONG, i, start + i);
        }
        buffer.send();
        return buffer;
    }

    private void doubled(DeviceBlock block) {
        queue.launch(driver.function(module, "nacre_double"), 1, 32, "doubling", arguments ->
                arguments.writes(block.address(), N * Long.BYTES).word(N));
    }

    private long first(DeviceBlock block) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ValueLayout.JAVA_LONG);
            queue.download(block, 0, value);
            return value.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    private long calls(String name, int stream) {
        return driver.calls().stream().filter(call -> call.name().equals(name) && call.stream() == stream).count();
    }

    @Test
    void kernelsComeBehindTheCopyFromTheFirstLookOn() {
        DeviceBlock other = queue.pool().take(N * Long.BYTES);
        queue.clear(other);
        long before = calls("await", 0);
        AheadCopies.Buffer buffer = sent(7);
        doubled(other);
        assertThat(calls("await", 0)).as("nothing waits for a copy at which nobody has looked").isEqualTo(before);
        assertThat(calls("copyToDevice", 2)).as("a stream of its own").isEqualTo(1);
        assertThat(calls("copyToDevice", 1)).isZero();
        buffer.look();
        buffer.look();
        assertThat(calls("await", 0)).isEqualTo(before + 1);
        doubled(buffer.block());
        assertThat(first(buffer.block())).isEqualTo(14);
        buffer.giveBack();
        buffer.giveBack();
        assertThat(ahead.buffers()).isEqualTo(1);
        buffer.giveBack();
        assertThat(ahead.buffers()).isZero();
        other.giveBack();
    }

    /** The stand-in refuses a copy over memory that a kernel may still be using. */
    @Test
    void aBufferIsFilledAgainOnlyBehindItsLastUsers() {
        ahead.keep();
        for (int round = 0; round < 4; round++) {
            AheadCopies.Buffer buffer = sent(round);
            buffer.look();
            buffer.giveBack();
            doubled(buffer.block());
            doubled(buffer.block());
            if (round % 2 == 0) {
                assertThat(first(buffer.block())).isEqualTo(4L * round);
            }
            buffer.giveBack();
            assertThat(ahead.buffers()).isEqualTo(1);
        }
        ahead.giveUp();
        assertThat(ahead.buffers()).isZero();
        assertThat(queue.pool().statistics().inUse()).isZero();
    }

    @Test
    void thereAreAsManyBuffersAsAreOutAtOnce() {
        ahead.keep();
        AheadCopies.Buffer one = sent(1);
        AheadCopies.Buffer two = sent(2);
        one.giveBack();
        AheadCopies.Buffer again = ahead.take(N);
        assertThat(again).isSameAs(one);
        assertThat(again.memory().byteSize()).isEqualTo(N);
        AheadCopies.Buffer longer = ahead.take(N * Long.BYTES + 1);
        assertThat(ahead.buffers()).isEqualTo(3);
        longer.giveBack();
        again.giveBack();
        AheadCopies.Buffer large = ahead.take(20 << 20);
        large.giveBack();
        AheadCopies.Buffer tiny = ahead.take(10);
        assertThat(tiny.block().bytes()).as("a long one is not taken for a few bytes").isLessThan(20 << 20);
        tiny.giveBack();
        ahead.giveUp();
        assertThat(ahead.buffers()).as("one is still held, and a long one took the place of a short one").isEqualTo(3);
        two.giveBack();
        assertThat(ahead.buffers()).isZero();
    }

    /** Pictures in their own sizes: batches are as long as it happens. */
    @Test
    void longerBuffersReplaceShorterOnes() {
        ahead.keep();
        for (int length : new int[] {100, 900, 300, 1600, 1000, 2500}) {
            AheadCopies.Buffer held = ahead.take(length);
            AheadCopies.Buffer other = ahead.take(length + 1);
            held.send();
            other.send();
            held.giveBack();
            other.giveBack();
        }
        assertThat(ahead.buffers()).isEqualTo(2);
        ahead.giveUp();
        assertThat(queue.pool().statistics().inUse()).isZero();
    }

    /** A loader that fails, or stops: its memory serves kernels next, which must not meet the copy. */
    @Test
    void memoryWhoseCopyNobodyLookedAtGoesBackWhenItHasArrived() {
        sent(3).giveBack();
        AheadCopies.Buffer unsent = ahead.take(N * Long.BYTES);
        unsent.giveBack();
        assertThat(ahead.buffers()).isZero();
        DeviceBlock block = queue.pool().take(N * Long.BYTES);
        queue.clear(block);
        doubled(block);
        assertThat(first(block)).isZero();
        block.giveBack();
    }

    @Test
    void largeCopiesGoInPieces() {
        AheadCopies.Buffer buffer = ahead.take((9 << 20) + 8);
        buffer.memory().fill((byte) 0).set(ValueLayout.JAVA_LONG, 9 << 20, 5);
        buffer.send();
        assertThat(calls("copyToDevice", 2)).isEqualTo(3);
        buffer.look();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment last = arena.allocate(ValueLayout.JAVA_LONG);
            queue.download(buffer.block(), 9 << 20, last);
            assertThat(last.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(5);
        }
        buffer.giveBack();
        buffer.giveBack();
    }

    /** Otherwise the next batch could not be copied during a step, for whose loss somebody waits. */
    @Test
    void sendingDoesNotWaitForWhoeverHoldsTheQueue() throws Exception {
        ahead.keep();
        sent(1).giveBack();
        assertThat(queue.withCompute(compute -> CompletableFuture.runAsync(() -> sent(2)).join())).isTrue();
        assertThat(calls("copyToDevice", 2)).isEqualTo(2);
        assertThat(ahead.buffers()).isEqualTo(1);
    }

    @Test
    void aCapturedStepMayUseWhatWasLookedAtBefore() {
        AheadCopies.Buffer known = sent(3);
        known.look();
        AheadCopies.Buffer unknown = sent(4);
        assertThatThrownBy(() -> queue.capture(unknown::look)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("captured");
        assertThatThrownBy(() -> queue.capture(() -> ahead.take(N << 20))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("captured");
        try (CapturedStep step = queue.capture(() -> {
            known.look();
            doubled(known.block());
            known.giveBack();
        })) {
            step.replay();
            step.replay();
            assertThat(first(known.block())).isEqualTo(12);
        }
        unknown.giveBack();
        known.giveBack();
        known.giveBack();
        assertThat(ahead.buffers()).isZero();
    }
}
