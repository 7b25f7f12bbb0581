package dev.nacre.nn.train;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.nn.InputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two CSV files: {@code log.csv} with a line for each step, and {@code epochs.csv} with a line for each epoch. When a
 * training is resumed, lines of steps that are done again are dropped, and the rest is kept.
 */
public final class CsvLog implements TrainingListener, AutoCloseable {
    private static final String STEPS = "epoch,step,loss,gradient_norm,learning_rate,seconds";
    private static final String EPOCHS = "epoch,steps_done,mean_loss,validation_loss,best";

    private final Table steps;
    private final Table epochs;

    /**
     * In a directory, which must exist.
     *
     * @throws InputException if the files cannot be written
     */
    public CsvLog(Path directory) {
        steps = new Table(directory.resolve("log.csv"), STEPS);
        epochs = new Table(directory.resolve("epochs.csv"), EPOCHS);
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

    /** How many of the lines that are there stay. */
    private interface Staying {
        long of(List<String> lines);
    }

    /** One file, flushed line by line: a killed process loses nothing of it. */
    private static final class Table {
        private final Path file;
        private final String header;
        private BufferedWriter writer;

        Table(Path file, String header) {
            this.file = file;
            this.header = header;
        }

        void open(Staying staying) {
            try {
                List<String> whole = Files.exists(file) ? wholeLines(Files.readString(file)) : List.of();
                List<String> lines = whole.isEmpty() ? whole : whole.subList(1, whole.size());
                List<String> kept = new ArrayList<>(List.of(header));
                kept.addAll(lines.subList(0, Math.toIntExact(staying.of(lines))));
                AtomicFile.write(file, String.join("\n", kept) + "\n");
                writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw failure(e);
            }
        }

        /** Without a last line that the end of a process cut short. */
        private static List<String> wholeLines(String text) {
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        }

        void add(String line) {
            try {
                writer.write(line + "\n");
                writer.flush();
            } catch (IOException e) {
                throw failure(e);
            }
        }

        private InputException failure(IOException e) {
            return new InputException("the log " + file + " cannot be written (" + e.getMessage()
                    + "): free some space or choose another output directory", e);
        }

        void close() {
            try {
                if (writer != null) {
                    writer.close();
                }
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }
}
