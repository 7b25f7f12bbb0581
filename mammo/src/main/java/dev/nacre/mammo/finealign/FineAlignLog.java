package dev.nacre.mammo.finealign;

import dev.nacre.mammo.finealign.loss.LossTerm;
import dev.nacre.nn.train.EpochReport;
import dev.nacre.nn.train.LogTable;
import dev.nacre.nn.train.StepReport;
import dev.nacre.nn.train.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code parts.csv} with the parts of the loss of each step, empty where a part does not count yet or the batch had
 * nothing of it; and {@code validation.csv} with what was measured after each epoch.
 */
final class FineAlignLog implements TrainingListener, AutoCloseable {
    private final LogTable parts;
    private final LogTable validation;
    private final long stepsOfEpoch;
    private Map<LossTerm, Double> last = Map.of();
    private FineAlignValidation.Measured measured;

    /**
     * In a directory, which must exist.
     *
     * @param stepsOfEpoch steps of each epoch
     */
    FineAlignLog(Path directory, long stepsOfEpoch) {
        this.stepsOfEpoch = stepsOfEpoch;
        parts = new LogTable(directory.resolve("parts.csv"), "epoch,step," + Arrays.stream(LossTerm.values())
                .map(LossTerm::key).collect(Collectors.joining(",")));
        validation = new LogTable(directory.resolve("validation.csv"), "epoch,loss,recall_at_1,side_auc,criterion");
    }

    /** What the step under way found. */
    void parts(Map<LossTerm, Double> numbers) {
        last = numbers;
    }

    /** What the validation under way found. */
    void measured(FineAlignValidation.Measured found) {
        measured = found;
    }

    @Override
    public void beforeTraining(long done, long total) {
        parts.open(lines -> Math.min(lines.size(), done));
        validation.open(lines -> Math.min(lines.size(), done / stepsOfEpoch));
    }

    @Override
    public void afterStep(StepReport report) {
        parts.add(report.epoch() + "," + report.step() + "," + Arrays.stream(LossTerm.values())
                .map(term -> last.containsKey(term) ? String.valueOf(last.get(term)) : "")
                .collect(Collectors.joining(",")));
    }

    @Override
    public void afterEpoch(EpochReport report) {
        if (measured != null) {
            validation.add(report.last().epoch() + "," + measured.loss() + "," + measured.recall() + ","
                    + (measured.sideArea().isPresent() ? measured.sideArea().getAsDouble() : "") + ","
                    + report.validation().orElseThrow());
        }
    }

    @Override
    public void close() {
        parts.close();
        validation.close();
    }
}
