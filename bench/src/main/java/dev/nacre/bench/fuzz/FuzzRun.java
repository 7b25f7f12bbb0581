package dev.nacre.bench.fuzz;

import dev.nacre.bench.fuzz.FuzzResult.Outcome;
import dev.nacre.nn.InputException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import picocli.CommandLine.Option;

/** Many cases on some threads: the options that every such command has, and the report at the end. */
public final class FuzzRun {
    private static final int SHOWN = 5;
    private static final double MEBIBYTE = 1 << 20;

    @Option(names = "--count", defaultValue = "10000", paramLabel = "N",
            description = "Damaged files (default: ${DEFAULT-VALUE}).")
    private long count;

    @Option(names = "--from", defaultValue = "0", paramLabel = "N",
            description = "Number of the first (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--threads", defaultValue = "2", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int threads;

    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final List<FuzzResult> broken = new ArrayList<>();
    private FuzzResult slowest;
    private FuzzResult slowestByWorker;
    private FuzzResult largest;
    private long done;

    /** What the cases shall depend on, beside their numbers. */
    public long seed() {
        return seed;
    }

    /**
     * Runs all cases and prints what they did; once.
     *
     * @param samples how many files are damaged, for the report
     * @return the exit code: 1 if any case broke the limits
     * @throws InputException if an option is out of range
     */
    public int run(LongFunction<FuzzResult> cases, FuzzLimits limits, int samples, PrintWriter screen)
            throws ExecutionException, InterruptedException {
        if (count < 1 || threads < 1 || from < 0) {
            throw new InputException("--count and --threads need at least 1, --from at least 0");
        }
        AtomicLong next = new AtomicLong(from);
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (int worker = 0; worker < threads; worker++) {
                all.add(workers.submit(() -> {
                    for (long number = next.getAndIncrement(); number < from + count; number = next.getAndIncrement()) {
                        add(cases.apply(number), limits, screen);
                    }
                }));
            }
            for (Future<?> worker : all) {
                // What a worker threw is a defect of this program, and must not pass for fewer files.
                worker.get();
            }
        }
        report(samples, screen);
        return broken.isEmpty() ? 0 : 1;
    }

    private synchronized void add(FuzzResult result, FuzzLimits limits, PrintWriter screen) {
        outcomes.merge(result.outcome(), 1, Integer::sum);
        if (limits.broken(result)) {
            broken.add(result);
            screen.println("broken: " + line(result));
        }
        if (result.byWorker()) {
            slowestByWorker = larger(slowestByWorker, result, Comparator.comparingDouble(FuzzResult::seconds));
        } else {
            slowest = larger(slowest, result, Comparator.comparingDouble(FuzzResult::cpuSeconds));
        }
        largest = larger(largest, result, Comparator.comparingLong(FuzzResult::memory));
        if (++done % 5000 == 0) {
            screen.println(done + " of " + count + ": " + outcomes);
        }
        screen.flush();
    }

    private static FuzzResult larger(FuzzResult one, FuzzResult other, Comparator<FuzzResult> order) {
        return one == null || order.compare(other, one) > 0 ? other : one;
    }

    private void report(int samples, PrintWriter screen) {
        screen.println(count + " damaged copies of " + samples + " files, seed " + seed + ", from number " + from + ": "
                + outcomes);
        if (slowest != null) {
            screen.println("most CPU time: " + line(slowest));
        }
        if (slowestByWorker != null) {
            screen.println("longest in a process: " + line(slowestByWorker));
        }
        screen.println("most memory: " + line(largest));
        screen.println(broken.isEmpty() ? "nothing broke" : broken.size() + " broke, for example:");
        broken.stream().limit(SHOWN).forEach(result -> screen.println("  " + line(result)));
        screen.flush();
    }

    private static String line(FuzzResult result) {
        return String.format(Locale.ROOT, "number %d, %s, %s: %s, %.3f s CPU, %.3f s, %.1f MiB of heap, %.1f MiB of"
                + " direct buffers%s", result.number(),
                result.sample(), result.mutation().name(), result.outcome(), result.cpuSeconds(), result.seconds(),
                result.bytes() / MEBIBYTE, result.direct() / MEBIBYTE,
                result.detail().isEmpty() ? "" : "; " + result.detail());
    }
}
