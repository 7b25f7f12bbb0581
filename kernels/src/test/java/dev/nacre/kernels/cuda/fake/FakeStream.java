package dev.nacre.kernels.cuda.fake;

import dev.nacre.kernels.cuda.driver.CudaDriver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A queue that does its work only when somebody waits. Its clock says how much of every stream comes before what is
 * added to it next.
 */
final class FakeStream implements CudaDriver.Stream {
    private final int number;
    private final List<Runnable> tasks = new ArrayList<>();
    private final Map<FakeStream, Integer> clock = new HashMap<>();
    private int done;

    FakeStream(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Adds work, which happens at this stream's next tick. */
    void add(FakeTask task) {
        tasks.add(task.work());
        clock.put(this, tasks.size());
    }

    /** The number of tasks on this stream, the next one included. */
    int nextTick() {
        return tasks.size() + 1;
    }

    /** Whether the first {@code tick} tasks of another stream are done before what is added next. */
    boolean comesAfter(FakeStream other, int tick) {
        return clock.getOrDefault(other, 0) >= tick;
    }

    /** What is added from now on comes after this, since the host waited for it. */
    void learn(Map<FakeStream, Integer> known) {
        known.forEach((stream, tick) -> clock.merge(stream, tick, Math::max));
    }

    Map<FakeStream, Integer> clock() {
        return Map.copyOf(clock);
    }

    void await(FakeEvent event) {
        learn(event.clock());
        Map<FakeStream, Integer> before = event.clock();
        add(new FakeTask("await", List.of(), () -> before.forEach(FakeStream::runTo)));
    }

    void runAll() {
        runTo(tasks.size());
    }

    /** Does the first {@code tick} tasks, as far as they are not done. */
    void runTo(int tick) {
        while (done < tick) {
            tasks.get(done++).run();
        }
    }

    boolean hasDone(int tick) {
        return done >= tick;
    }
}
