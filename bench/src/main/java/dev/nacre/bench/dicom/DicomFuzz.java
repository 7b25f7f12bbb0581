package dev.nacre.bench.dicom;

import dev.nacre.bench.dicom.FuzzResult.Outcome;
import dev.nacre.nn.InputException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Damages DICOM files and reads them. */
@Command(name = "fuzz", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Damages DICOM files in many ways and reads all of each: values, then pixels. Every file must"
                + " give pixels or one sentence, within 2 s and 256 MiB (JPEG 2000: 20 s, in a process of its own;"
                + " damaged an eighth as often).",
            "Times are CPU times of the thread, so that a busy machine does not count, except for JPEG 2000. Exit code"
                + " 1 if anything else happened."})
public final class DicomFuzz implements Callable<Integer> {
    private static final double SECONDS = 2;
    /** The limit of the decoding process and what it takes to end it and to start another. */
    private static final double JPEG_2000_SECONDS = 25;
    private static final long BYTES = 256L << 20;
    private static final int SHOWN = 5;

    @Spec
    private CommandSpec spec;

    @Option(names = "--files", required = true, paramLabel = "DIR", description = "The folder with DICOM files.")
    private Path folder;

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

    /** Created by the command line alone. */
    DicomFuzz() {
    }

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        if (count < 1 || threads < 1 || from < 0) {
            throw new InputException("--count and --threads need at least 1, --from at least 0");
        }
        PrintWriter screen = spec.commandLine().getOut();
        List<FuzzSample> samples = FuzzSample.in(folder);
        FuzzCase cases = new FuzzCase(samples, seed);
        AtomicLong next = new AtomicLong(from);
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (int worker = 0; worker < threads; worker++) {
                all.add(workers.submit(() -> {
                    for (long number = next.getAndIncrement(); number < from + count; number = next.getAndIncrement()) {
                        add(cases.run(number), screen);
                    }
                }));
            }
            for (Future<?> worker : all) {
                // What a worker threw is a defect of this program, and must not pass for fewer files.
                worker.get();
            }
        }
        report(samples.size(), screen);
        return broken.isEmpty() ? 0 : 1;
    }

    private synchronized void add(FuzzResult result, PrintWriter screen) {
        outcomes.merge(result.outcome(), 1, Integer::sum);
        double seconds = result.byWorker() ? result.seconds() : result.cpuSeconds();
        if (result.outcome() == Outcome.FAILED || result.bytes() > BYTES
                || seconds > (result.byWorker() ? JPEG_2000_SECONDS : SECONDS)) {
            broken.add(result);
            screen.println("broken: " + line(result));
        }
        if (result.byWorker()) {
            slowestByWorker = larger(slowestByWorker, result, Comparator.comparingDouble(FuzzResult::seconds));
        } else {
            slowest = larger(slowest, result, Comparator.comparingDouble(FuzzResult::cpuSeconds));
        }
        largest = larger(largest, result, Comparator.comparingLong(FuzzResult::bytes));
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
        screen.println("most CPU time: " + line(slowest));
        if (slowestByWorker != null) {
            screen.println("longest in a process: " + line(slowestByWorker));
        }
        screen.println("most memory: " + line(largest));
        screen.println(broken.isEmpty() ? "nothing broke" : broken.size() + " broke, for example:");
        broken.stream().limit(SHOWN).forEach(result -> screen.println("  " + line(result)));
        screen.flush();
    }

    private static String line(FuzzResult result) {
        return String.format(Locale.ROOT, "number %d, %s, %s: %s, %.3f s CPU, %.3f s, %.1f MiB%s", result.number(),
                result.sample(), result.mutation(), result.outcome(), result.cpuSeconds(), result.seconds(),
                result.bytes() / (double) (1 << 20), result.detail().isEmpty() ? "" : "; " + result.detail());
    }
}
