package dev.nacre.bench.peers;

import dev.nacre.bench.kernel.MachineBenchmark;
import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.Workers;
import java.util.Arrays;
import java.util.stream.Stream;

/** What all cores in use can do together: multiply-adds in registers, and copies. The fastest of many tries counts. */
final class MachineLimits {
    static final String MULTIPLY_ADD = "multiply_add";
    static final String COPY = "copy";

    private static final int TRIES = 200;
    /** A part of the work must be long beside the waking of a thread. */
    private static final int LOOPS = 50;

    private MachineLimits() {
    }

    /** Measured in a process of our side. */
    static Roofline measured(Contender ours, int threads) {
        double flops = LOOPS * threads * MachineBenchmark.flops() / fastest(ours, MULTIPLY_ADD);
        double bytes = 2.0 * threads * MachineBenchmark.COPIED / fastest(ours, COPY);
        ours.release();
        return new Roofline(flops, bytes);
    }

    private static double fastest(Contender ours, String kind) {
        ours.prepare(Work.of(kind, DType.FLOAT32), 1);
        return Arrays.stream(ours.time(TRIES)).min().orElseThrow();
    }

    static Runnable multiplyAdd() {
        return onEveryThread(benchmark -> {
            for (int loop = 0; loop < LOOPS; loop++) {
                benchmark.multiplyAdd();
            }
        });
    }

    static Runnable copy() {
        return onEveryThread(MachineBenchmark::copy);
    }

    private interface Body {
        void run(MachineBenchmark benchmark);
    }

    private static Runnable onEveryThread(Body body) {
        Workers workers = Workers.configured();
        MachineBenchmark[] each = Stream.generate(MachineBenchmark::new).limit(workers.threads())
                .toArray(MachineBenchmark[]::new);
        for (MachineBenchmark benchmark : each) {
            benchmark.prepare();
        }
        return () -> workers.parts(each.length, part -> body.run(each[part]));
    }
}
