package dev.nacre.nn.train;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows where a training is: on a terminal one line that is drawn again at each step, elsewhere one line for each
 * epoch. Time left is the median of the recent steps times the steps left.
 */
public final class ProgressBar implements TrainingListener {
    private static final int WIDTH = 24;

    private final PrintStream out;
    private final boolean terminal;
    private final RecentMedian pace = new RecentMedian();

    /** Draws to {@code out}; {@code terminal} says whether a line can be drawn over. */
    public ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void afterStep(StepReport report) {
        pace.add(report.seconds());
        if (terminal) {
            int filled = (int) (report.done() * WIDTH / report.total());
            out.print("\r" + "█".repeat(filled) + "░".repeat(WIDTH - filled) + " " + line(report, report.loss()));
            out.flush();
        }
    }

    @Override
    public void afterEpoch(EpochReport report) {
        StepReport last = report.last();
        String validation = report.validation().isEmpty() ? "" : String.format(Locale.ROOT, "validation %.4f%s",
                report.validation().getAsDouble(), report.best() ? ", the best so far" : "");
        if (!terminal) {
            out.println(line(last, report.meanLoss()) + validation);
        } else if (!validation.isEmpty()) {
            out.println("\r" + line(last, report.meanLoss()) + " ".repeat(WIDTH) + validation);
        } else if (last.epoch() == last.epochs()) {
            out.println();
        }
    }

    private String line(StepReport report, double loss) {
        double left = pace.median() * (report.total() - report.done());
        return String.format(Locale.ROOT, "epoch %d/%d  step %d/%d  loss %.4f  %.2f s/step  %s left  ", report.epoch(),
                report.epochs(), report.step(), report.steps(), loss, pace.median(), duration(left));
    }

    /** Hours, minutes and seconds, as short as possible. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600 ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
