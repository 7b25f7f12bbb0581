package dev.nacre.bench.train;

import dev.nacre.bench.DeviceOption;
import dev.nacre.bench.ResidentMemory;
import dev.nacre.core.memory.NativePool;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.StepReport;
import dev.nacre.nn.train.TrainingListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a long training leaks: many small steps, and the resident memory on the way. */
@Command(name = "soak", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Trains for many small steps and compares the resident memory at the end with that at step 500.",
            "Fix the heap, or its own growth is measured: NACRE_OPTS=\"-Xms512m -Xmx512m -XX:+AlwaysPreTouch\""})
public final class TrainingSoak implements Callable<Integer> {
    private static final long SETTLED = 500;

    @Spec
    private CommandSpec spec;

    @Option(names = "--steps", defaultValue = "10000", paramLabel = "N",
            description = "Steps, rounded to hundreds (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--most", defaultValue = "64", paramLabel = "MIB",
            description = "Growth that is too much and makes the exit code 1 (default: ${DEFAULT-VALUE}).")
    private int most;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    TrainingSoak() {
    }

    @Override
    public Integer call() throws IOException {
        if (steps < SETTLED + SoakStudy.STEPS_IN_EPOCH) {
            throw new InputException("--steps is " + steps + ": give " + (SETTLED + SoakStudy.STEPS_IN_EPOCH)
                    + " or more, since the memory is compared with that at step " + SETTLED);
        }
        if (ResidentMemory.now().isEmpty()) {
            throw new InputException("this system does not tell how much memory a process has: run it on Linux");
        }
        Path folder = Files.createTempDirectory("nacre-soak");
        try {
            Watch watch = new Watch(spec.commandLine().getOut());
            new SoakStudy(folder).pretraining(Math.round((float) steps / SoakStudy.STEPS_IN_EPOCH)).watchedBy(watch)
                    .start(folder.resolve("run"));
            return watch.verdict(most) ? 0 : 1;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(files::add);
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** Looks at the memory now and then. */
    private static final class Watch implements TrainingListener {
        private static final double MEBIBYTE = 1 << 20;

        private final PrintWriter out;
        private double settled;
        private double last;

        Watch(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void afterStep(StepReport report) {
            boolean end = report.done() == report.total();
            if (report.done() == SETTLED || report.done() % 1000 == 0 || end) {
                last = ResidentMemory.now().orElseThrow() / MEBIBYTE;
                settled = report.done() == SETTLED ? last : settled;
                out.printf(Locale.ROOT, "step %d: %.1f MiB resident, of which tensors %.1f MiB; %.0f ms/step%n",
                        report.done(), last, NativePool.shared().inUse() / MEBIBYTE, report.seconds() * 1000);
                out.flush();
            }
        }

        boolean verdict(int most) {
            double growth = last - settled;
            out.printf(Locale.ROOT, "resident memory grew by %.1f MiB from step %d to the end: %s (at most %d MiB)%n",
                    growth, SETTLED, growth <= most ? "fine" : "TOO MUCH", most);
            out.flush();
            return growth <= most;
        }
    }
}
