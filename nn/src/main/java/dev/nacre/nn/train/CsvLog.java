package dev.nacre.nn.train;

import dev.nacre.nn.InputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A CSV file with a line for each step: epoch, step, loss, gradient norm, learning rate, seconds. */
public final class CsvLog implements TrainingListener, AutoCloseable {
    private final Path file;
    private final BufferedWriter writer;

    /**
     * Starts a new file; its directory must exist.
     *
     * @throws InputException if it cannot be written
     */
    public CsvLog(Path file) {
        this.file = file;
        try {
            writer = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw failure(e);
        }
        line("epoch,step,loss,gradient_norm,learning_rate,seconds");
    }

    @Override
    public void afterStep(StepReport report) {
        line(String.format(Locale.ROOT, "%d,%d,%s,%s,%s,%.3f", report.epoch(), report.step(), report.loss(),
                report.gradientNorm(), report.learningRate(), report.seconds()));
    }

    private void line(String text) {
        try {
            writer.write(text);
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private InputException failure(IOException e) {
        return new InputException("the log " + file + " cannot be written (" + e.getMessage()
                + "): free some space or choose another output directory", e);
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
