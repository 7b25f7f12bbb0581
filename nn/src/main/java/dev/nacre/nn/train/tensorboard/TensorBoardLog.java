package dev.nacre.nn.train.tensorboard;

import dev.nacre.nn.Module;
import dev.nacre.nn.train.EpochReport;
import dev.nacre.nn.train.StepReport;
import dev.nacre.nn.train.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a training as TensorBoard shows it: after each step its loss, gradient norm, learning rate and seconds, after
 * each epoch the mean loss and the validation loss, and from time to time how the weights are distributed. Steps count
 * from the beginning of the training; when it is resumed, a new file replaces what the old one says about later steps.
 */
public final class TensorBoardLog implements TrainingListener, AutoCloseable {
    private final Path folder;
    private final Module model;
    private final long histogramsEvery;
    private EventFile events;

    /**
     * Files in a folder, which is made if it is not there.
     *
     * @param histogramsEvery steps between two histograms of each trained parameter, which read all its values; 0 for
     *                        none
     */
    public TensorBoardLog(Path folder, Module model, long histogramsEvery) {
        if (histogramsEvery < 0) {
            throw new IllegalArgumentException("histograms every " + histogramsEvery + " steps: give 0 for none");
        }
        this.folder = folder;
        this.model = model;
        this.histogramsEvery = histogramsEvery;
    }

    @Override
    public void beforeTraining(long done, long total) {
        close();
        events = new EventFile(folder, done + 1);
    }

    @Override
    public void afterStep(StepReport report) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss/step", report.loss());
        values.put("training/gradient_norm", report.gradientNorm());
        values.put("training/learning_rate", report.learningRate());
        values.put("training/seconds_per_step", report.seconds());
        events.scalars(report.done(), values);
        if (histogramsEvery > 0 && report.done() % histogramsEvery == 0) {
            model.parameters().forEach((name, parameter) -> {
                if (parameter.isTrained()) {
                    events.histogram(report.done(), "weights/" + name, parameter.value());
                }
            });
        }
    }

    @Override
    public void afterEpoch(EpochReport report) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss/epoch_mean", report.meanLoss());
        report.validation().ifPresent(loss -> values.put("loss/validation", loss));
        values.put("training/epoch", (double) report.last().epoch());
        events.scalars(report.last().done(), values);
        events.flush();
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
        }
    }
}
