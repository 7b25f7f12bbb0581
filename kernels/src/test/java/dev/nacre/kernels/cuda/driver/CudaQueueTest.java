package dev.nacre.kernels.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.kernels.cuda.fake.Arithmetic;
import dev.nacre.kernels.cuda.fake.FakeDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Order between copies and kernels, lifetimes and errors, on a stand-in that does everything as late as it may. */
class CudaQueueTest {
    private static final byte[] MODULE = ".visible .entry nacre_add_one(\n.visible .entry nacre_fails(\0"
            .getBytes(StandardCharsets.UTF_8);

    /** Kernel (long* x, long n): x[i] += 1. */
    private static final Arithmetic ADD_ONE = new Arithmetic() {
        @Override
        @SuppressWarnings("restricted")
        public void launch(String kernel, int blocks, int threads, Parameters parameters) {
            long n = parameter(parameters, 1);
            MemorySegment x = MemorySegment.ofAddress(parameter(parameters, 0)).reinterpret(n * Long.BYTES);
            for (long i = 0; i < n; i++) {
                x.setAtIndex(ValueLayout.JAVA_LONG, i, x.getAtIndex(ValueLayout.JAVA_LONG, i) + 1);
            }
        }

        @SuppressWarnings("restricted")
        private long parameter(Parameters parameters, int index) {
            return MemorySegment.ofAddress(parameters.table().getAtIndex(ValueLayout.JAVA_LONG, index)).reinterpret(8)
                    .get(ValueLayout.JAVA_LONG, 0);
        }
    };

    private final FakeDriver driver = new FakeDriver(512L << 20, ADD_ONE, "nacre_fails");
    private final DeviceQueue queue = new DeviceQueue(driver, Long.MAX_VALUE);
    private final CudaDriver.Module module = driver.load(MODULE);
    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void nothingIsLeft() {
        driver.unload(module);
        queue.close();
        assertThat(driver.leaks()).isZero();
        arena.close();
    }

    private DeviceBlock upload(long n, long start) {
        DeviceBlock block = queue.pool().take(n * Long.BYTES);
        MemorySegment values = arena.allocate(ValueLayout.JAVA_LONG, n);
        for (long i = 0; i < n; i++) {
            values.setAtIndex(ValueLayout.JAVA_LONG, i, start + i);
        }
        queue.upload(values, block);
        values.fill((byte) -1);
        return block;
    }

    private void addOne(DeviceBlock block) {
        launch("nacre_add_one", block);
    }

    private void launch(String kernel, DeviceBlock block) {
        queue.launch(driver.function(module, kernel), 3, 64, "counting " + block.bytes() / 8, arguments ->
                arguments.writes(block.address(), block.bytes()).word(block.bytes() / Long.BYTES));
    }

    private void expect(DeviceBlock block, long n, long start) {
        MemorySegment values = arena.allocate(ValueLayout.JAVA_LONG, n);
        queue.download(block, 0, values);
        for (long i = 0; i < n; i++) {
            assertThat(values.getAtIndex(ValueLayout.JAVA_LONG, i)).isEqualTo(start + i);
        }
    }

    @Test
    void kernelsSeeWhatWasCopiedBeforeThem() {
        DeviceBlock block = upload(1000, 5);
        addOne(block);
        addOne(block);
        expect(block, 1000, 7);
        block.giveBack();
    }

    /** More than all pinned buffers together: each is used again while copies are queued. */
    @Test
    void largeCopiesGoThroughTheRingOfBuffers() {
        long n = (PinnedStaging.BYTES * 5 + 24) / Long.BYTES;
        DeviceBlock block = upload(n, 0);
        addOne(block);
        MemorySegment some = arena.allocate(ValueLayout.JAVA_LONG, 5);
        queue.download(block, (n - 5) * Long.BYTES, some);
        assertThat(some.getAtIndex(ValueLayout.JAVA_LONG, 4)).isEqualTo(n);
        expect(block, n, 1);
        block.giveBack();
    }

    @Test
    void memoryThatWentBackIsWrittenByACopyOnlyBehindItsLastUser() {
        DeviceBlock first = upload(100, 0);
        addOne(first);
        long address = first.address();
        first.giveBack();
        DeviceBlock second = upload(100, 40);
        assertThat(second.address()).isEqualTo(address);
        addOne(second);
        expect(second, 100, 41);
        second.giveBack();
    }

    @Test
    void newValuesForATensorThatIsInUseComeBehindItsUsers() {
        DeviceBlock block = upload(100, 0);
        addOne(block);
        MemorySegment values = arena.allocate(ValueLayout.JAVA_LONG, 100);
        queue.upload(values, block);
        addOne(block);
        MemorySegment read = arena.allocate(ValueLayout.JAVA_LONG, 100);
        queue.download(block, 0, read);
        assertThat(read.toArray(ValueLayout.JAVA_LONG)).containsOnly(1);
        block.giveBack();
    }

    @Test
    void aCopyToFreshMemoryWaitsForNoKernel() {
        DeviceBlock busy = upload(100, 0);
        addOne(busy);
        long waits = waitsOfTheTransferStream();
        DeviceBlock fresh = upload(100, 9);
        assertThat(waitsOfTheTransferStream()).isEqualTo(waits);
        expect(busy, 100, 1);
        busy.giveBack();
        fresh.giveBack();
    }

    private long waitsOfTheTransferStream() {
        return driver.calls().stream().filter(call -> call.name().equals("await") && call.stream() == 1).count();
    }

    @Test
    void launchingWithMemoryThatWentBackIsRefusedBeforeAnythingIsLaunched() {
        DeviceBlock block = upload(10, 0);
        block.giveBack();
        assertThatThrownBy(() -> addOne(block)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("given back");
        assertThat(driver.launches()).isEmpty();
    }

    @Test
    void aKernelThatFailsLaterIsNamedWithItsShapesByWhoeverWaits() {
        DeviceBlock block = upload(10, 0);
        addOne(block);
        launch("nacre_fails", block);
        assertThatThrownBy(() -> expect(block, 10, 1)).isInstanceOf(CudaException.class)
                .hasMessageContaining("illegal memory access").hasMessageContaining("nacre_fails counting 10");
        block.giveBack();
    }

    @Test
    void impossibleLaunchesNameTheirSubject() {
        DeviceBlock block = upload(10, 0);
        assertThatThrownBy(() -> queue.launch(driver.function(module, "nacre_add_one"), 1, 33, "softmax [3, 5]",
                arguments -> { })).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("softmax [3, 5]");
        block.giveBack();
    }

    @Test
    void clearedMemoryIsZero() {
        DeviceBlock block = upload(4, 7);
        queue.clear(block);
        MemorySegment values = arena.allocate(ValueLayout.JAVA_LONG, 4);
        queue.download(block, 0, values);
        assertThat(values.toArray(ValueLayout.JAVA_LONG)).containsOnly(0);
        block.giveBack();
    }

    @Test
    void aCapturedStepIsDoneAsOftenAsItIsRepeatedAndNotWhenItIsCaptured() {
        DeviceBlock block = upload(10, 0);
        addOne(block);
        try (CapturedStep step = queue.capture(() -> {
            addOne(block);
            addOne(block);
        })) {
            expect(block, 10, 1);
            step.replay();
            step.replay();
            expect(block, 10, 5);
        }
        block.giveBack();
    }

    @Test
    void memoryThatACapturedStepWritesIsNobodyElsesUntilItIsClosed() {
        DeviceBlock warm = queue.pool().take(4096);
        warm.giveBack();
        long[] address = new long[1];
        CapturedStep step = queue.capture(() -> {
            DeviceBlock inner = queue.pool().take(4096);
            address[0] = inner.address();
            addOne(inner);
            inner.giveBack();
            DeviceBlock again = queue.pool().take(4096);
            assertThat(again.address()).isEqualTo(address[0]);
            again.giveBack();
        });
        DeviceBlock outside = queue.pool().take(4096);
        assertThat(outside.address()).isNotEqualTo(address[0]);
        assertThat(queue.pool().statistics().kept()).isEqualTo(4096);
        outside.giveBack();
        step.close();
        assertThat(queue.pool().statistics().kept()).isZero();
        assertThat(queue.pool().statistics().largestIdle()).isEqualTo(64L << 20);
        assertThatThrownBy(step::replay).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    void aCapturedStepTakesFromTheDriverWhatIsNotIdle() {
        DeviceBlock block = upload(10, 0);
        long reserved = queue.pool().statistics().reserved();
        try (CapturedStep step = queue.capture(() -> {
            DeviceBlock large = queue.pool().take(100L << 20);
            addOne(block);
            large.giveBack();
        })) {
            step.replay();
            expect(block, 10, 1);
            assertThat(queue.pool().statistics().kept()).isEqualTo(100L << 20);
        }
        assertThat(queue.pool().statistics().reserved()).isEqualTo(reserved + (100L << 20));
        block.giveBack();
    }

    @Test
    void whatIsForbiddenWhileAStepIsCapturedIsRefusedAndTheQueueGoesOn() {
        DeviceBlock block = upload(10, 0);
        MemorySegment values = arena.allocate(80);
        assertThatThrownBy(() -> queue.capture(() -> queue.download(block, 0, values)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("copied from the device");
        assertThatThrownBy(() -> queue.capture(() -> queue.upload(values, block)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("copied to the device");
        assertThatThrownBy(() -> queue.capture(queue::synchronize)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queue.capture(() -> queue.capture(() -> { })))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queue.capture(() -> queue.pool().take(1L << 30)))
                .isInstanceOf(DeviceMemoryException.class).hasMessageContaining("which keeps its memory for itself");
        addOne(block);
        expect(block, 10, 1);
        block.giveBack();
    }
}
