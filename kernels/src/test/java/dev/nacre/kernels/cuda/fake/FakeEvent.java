package dev.nacre.kernels.cuda.fake;

import dev.nacre.kernels.cuda.driver.CudaDriver;
import java.util.Map;

/** A point on a stream, and with it on all that came before. */
final class FakeEvent implements CudaDriver.Event {
    private Map<FakeStream, Integer> clock = Map.of();

    void record(FakeStream stream) {
        clock = stream.clock();
    }

    Map<FakeStream, Integer> clock() {
        return clock;
    }

    boolean hasHappened() {
        return clock.entrySet().stream().allMatch(entry -> entry.getKey().hasDone(entry.getValue()));
    }

    void runAll() {
        clock.forEach(FakeStream::runTo);
    }
}
