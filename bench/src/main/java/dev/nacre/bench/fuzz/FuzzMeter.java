package dev.nacre.bench.fuzz;

import com.sun.management.ThreadMXBean;
import dev.nacre.bench.fuzz.FuzzResult.Outcome;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * Reads a damaged file and measures it.
 *
 * @param sentence what reading may throw, its message being one sentence
 */
public record FuzzMeter(Class<? extends RuntimeException> sentence) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final BufferPoolMXBean DIRECT = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct")).findFirst().orElseThrow();

    /** Whether a process of its own takes part in the reading; asked when it is done. */
    public interface Worker {
        /** True if one did. */
        boolean tookPart();
    }

    /** Whatever reading throws becomes part of the result. */
    public FuzzResult measure(long number, String sample, Mutation mutation, Supplier<Outcome> reading,
            Worker worker) {
        long direct = DIRECT.getMemoryUsed();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        Outcome outcome;
        String detail = "";
        try {
            outcome = reading.get();
        } catch (RuntimeException | Error thrown) {
            boolean expected = sentence.isInstance(thrown) && thrown.getMessage() != null
                    && !thrown.getMessage().isBlank() && !thrown.getMessage().contains("\n");
            outcome = expected ? Outcome.REFUSED : Outcome.FAILED;
            StackTraceElement[] trace = thrown.getStackTrace();
            detail = expected ? thrown.getMessage() : thrown + (trace.length == 0 ? "" : " at " + trace[0]);
        }
        return new FuzzResult(number, sample, mutation, outcome, detail, (System.nanoTime() - start) / 1e9,
                (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9,
                THREADS.getCurrentThreadAllocatedBytes() - allocated,
                Math.max(0, DIRECT.getMemoryUsed() - direct), worker.tookPart());
    }
}
