package dev.nacre.nn.train;

import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Two CSV files: {@code log.csv} with a line for each step, and {@code epochs.csv} with a line for each epoch. When a
 * training is resumed, lines of steps that are done again are dropped, and the rest is kept.
 */
public final class CsvLog implements TrainingListener, AutoCloseable {
    private static final String STEPS = "epoch,step,loss,gradient_norm,learning_rate,seconds";
    private static final String EPOCHS = "epoch,steps_done,mean_loss,validation_loss,best";

    private final LogTable steps;
    private final LogTable epochs;

    /**
     * In a directory, which must exist.
     *
     * @throws InputException if the files cannot be written
     */
    public CsvLog(Path directory) {
        steps = new LogTable(directory.resolve("log.csv"), STEPS);
        epochs = new LogTable(directory.resolve("epochs.csv"), EPOCHS);
    }

    @Override
    public void beforeTraining(long done, long total) {
        steps.open(lines -> Math.min(lines.size(), done));
        epochs.open(lines -> lines.stream().takeWhile(line -> Long.parseLong(line.split(",")[1]) <= done).count());
    }

    @Override
    public void afterStep(StepReport report) {
        steps.add(String.format(Locale.ROOT, "%d,%d,%s,%s,%s,%.3f", report.epoch(), report.step(), report.loss(),
                report.gradientNorm(), report.learningRate(), report.seconds()));
    }

    @Override
    public void afterEpoch(EpochReport report) {
        String validation = report.validation().isPresent() ? "" + report.validation().getAsDouble() : "";
        epochs.add(report.last().epoch() + "," + report.last().done() + "," + report.meanLoss() + "," + validation + ","
                + (report.best() ? 1 : 0));
    }

    @Override
    public void close() {
        steps.close();
        epochs.close();
    }
}
