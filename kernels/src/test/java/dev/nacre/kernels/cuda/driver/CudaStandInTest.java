package dev.nacre.kernels.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.kernels.cuda.fake.Arithmetic;
import dev.nacre.kernels.cuda.fake.FakeDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** The stand-in finds the mistakes that it is there for: otherwise the tests on it would prove nothing. */
class CudaStandInTest {
    private final FakeDriver driver = new FakeDriver(1 << 20, Arithmetic.NONE);
    private final CudaDriver.Stream one = driver.createStream();
    private final CudaDriver.Stream other = driver.createStream();
    private final CudaDriver.Event event = driver.createEvent();
    private final MemorySegment pinned = driver.allocatePinned(1024);
    private final long memory = driver.allocate(1024);

    @Test
    void twoStreamsOnOnePieceOfMemoryNeedAnEventBetweenThem() {
        driver.copyToDevice(pinned, memory, one);
        assertThatThrownBy(() -> driver.copyToHost(memory, pinned, other)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("copyToHost on stream 1").hasMessageContaining("copyToDevice on stream 0");
        driver.record(event, one);
        driver.await(other, event);
        driver.copyToHost(memory, pinned, other);
    }

    @Test
    void whatTheHostWaitedForNeedsNoEvent() {
        driver.copyToDevice(pinned, memory, one);
        driver.synchronize(one);
        driver.copyToHost(memory, pinned, other);
    }

    @Test
    void anEventThatWasRecordedTooEarlyIsNotEnough() {
        driver.record(event, one);
        driver.copyToDevice(pinned, memory, one);
        driver.await(other, event);
        assertThatThrownBy(() -> driver.clear(memory, 16, other)).isInstanceOf(AssertionError.class);
    }

    @Test
    void readersDoNotExcludeEachOtherNorDistantPlaces() {
        driver.copyToHost(memory, pinned.asSlice(0, 512), one);
        driver.copyToHost(memory, pinned.asSlice(512), other);
        driver.clear(memory + 512, 512, one);
        assertThatThrownBy(() -> driver.clear(memory, 512, one)).isInstanceOf(AssertionError.class);
    }

    @Test
    void memoryThatWentBackOrIsTooShortIsFound() {
        assertThatThrownBy(() -> driver.clear(memory, 1025, one)).isInstanceOf(AssertionError.class);
        driver.free(memory);
        assertThatThrownBy(() -> driver.clear(memory, 4, one)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> driver.free(memory)).isInstanceOf(AssertionError.class);
    }

    @Test
    void copiesFromOrdinaryMemoryAreFound() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ordinary = arena.allocate(16);
            assertThatThrownBy(() -> driver.copyToDevice(ordinary, memory, one)).isInstanceOf(AssertionError.class)
                    .hasMessageContaining("not pinned");
        }
    }

    @Test
    void aGraphThatIsRepeatedAfterItsMemoryWentBackIsFound() {
        driver.beginCapture(one);
        driver.clear(memory, 1024, one);
        CudaDriver.Graph graph = driver.endCapture(one);
        driver.replay(graph, one);
        driver.synchronize(one);
        driver.free(memory);
        assertThatThrownBy(() -> driver.replay(graph, one)).isInstanceOf(AssertionError.class);
    }

    @Test
    void waitingWhileCapturingIsFound() {
        driver.beginCapture(one);
        assertThatThrownBy(() -> driver.synchronize(one)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> driver.await(one, event)).isInstanceOf(AssertionError.class);
        driver.endCapture(one);
    }

    /** As a driver allows whose capture is relaxed. */
    @Test
    void memoryMayBeTakenWhileCapturing() {
        driver.beginCapture(one);
        long taken = driver.allocate(16);
        driver.endCapture(one);
        driver.free(taken);
    }

    @Test
    void whatIsNotEndedIsCounted() {
        int before = driver.leaks();
        driver.createEvent();
        assertThat(driver.leaks()).isEqualTo(before + 1);
        driver.destroy(event);
        assertThatThrownBy(() -> driver.record(event, one)).isInstanceOf(AssertionError.class);
    }
}
