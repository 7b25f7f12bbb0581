package dev.nacre.examples.task;

import dev.nacre.examples.ProgressLine;
import dev.nacre.mammo.task.TaskWatch;
import dev.nacre.nn.train.EpochReport;
import dev.nacre.nn.train.StepReport;
import dev.nacre.nn.train.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Says how far a task is and how long it will take, unless nobody wants to know. */
final class TaskProgress implements TaskWatch {
    private static final double MINUTE = 60;

    private final PrintWriter screen;
    private final boolean quiet;
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private BooleanSupplier stop = () -> false;

    TaskProgress(PrintWriter screen, boolean quiet) {
        this.screen = screen;
        this.quiet = quiet;
    }

    /** Asks before each step whether to stop. Returns this. */
    TaskProgress stoppingWhen(BooleanSupplier asked) {
        stop = asked;
        return this;
    }

    @Override
    public boolean stops() {
        return stop.getAsBoolean();
    }

    @Override
    public IntConsumer pictures(String work, int all) {
        if (quiet) {
            return done -> { };
        }
        ProgressLine line = new ProgressLine(screen, terminal);
        return done -> {
            line.show(() -> String.format(Locale.ROOT, "%d of %d %s, %s", done, all, work,
                    left(line.seconds() * (all - done) / Math.max(1, done))), done == all);
            if (done == all) {
                line.end();
            }
        };
    }

    @Override
    public TrainingListener training(String name) {
        if (quiet) {
            return new TrainingListener() { };
        }
        ProgressLine line = new ProgressLine(screen, terminal);
        return new TrainingListener() {
            private long before;

            @Override
            public void beforeTraining(long done, long total) {
                before = done;
            }

            @Override
            public void afterStep(StepReport report) {
                line.show(() -> text(report) + String.format(Locale.ROOT, ", loss %.4f", report.loss()), false);
            }

            @Override
            public void afterEpoch(EpochReport report) {
                line.show(() -> text(report.last()) + String.format(Locale.ROOT, ", mean loss %.4f", report.meanLoss())
                        + (report.validation().isEmpty() ? "" : String.format(Locale.ROOT, ", validation %.4f%s",
                        report.validation().getAsDouble(), report.best() ? ", the best so far" : "")), true);
                line.end();
            }

            private String text(StepReport report) {
                return String.format(Locale.ROOT, "%s: epoch %d of %d, step %d of %d, %s", name, report.epoch(),
                        report.epochs(), report.step(), report.steps(), left(line.seconds()
                        * (report.total() - report.done()) / Math.max(1, report.done() - before)));
            }
        };
    }

    private static String left(double seconds) {
        return seconds < 2 * MINUTE ? String.format(Locale.ROOT, "about %.0f s left", seconds)
                : String.format(Locale.ROOT, "about %.0f min left", seconds / MINUTE);
    }
}
