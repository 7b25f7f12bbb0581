package dev.nacre.mammo.clip;

import dev.nacre.nn.train.EpochReport;
import dev.nacre.nn.train.LogTable;
import dev.nacre.nn.train.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** {@code validation.csv} with what was measured after each epoch. */
final class PretrainingLog implements TrainingListener, AutoCloseable {
    private final LogTable table;
    private final long stepsOfEpoch;
    private PretrainingValidation.Measured measured;

    /**
     * In a directory, which must exist.
     *
     * @param stepsOfEpoch steps of each epoch
     */
    PretrainingLog(Path directory, List<ZeroShotCheck> checks, long stepsOfEpoch) {
        this.stepsOfEpoch = stepsOfEpoch;
        StringJoiner header = new StringJoiner(",").add("epoch").add("loss");
        for (String asked : List.of("picture_to_text", "text_to_picture")) {
            for (int rank : PretrainingValidation.RANKS) {
                header.add(asked + "_recall_" + rank);
            }
        }
        checks.forEach(check -> header.add("zero_shot_auc_" + check.name()));
        table = new LogTable(directory.resolve("validation.csv"), header.toString());
    }

    /** What the validation under way found. */
    void measured(PretrainingValidation.Measured found) {
        measured = found;
    }

    @Override
    public void beforeTraining(long done, long total) {
        table.open(lines -> Math.min(lines.size(), done / stepsOfEpoch));
    }

    @Override
    public void afterEpoch(EpochReport report) {
        if (measured != null) {
            table.add(report.last().epoch() + "," + DoubleStream.concat(DoubleStream.of(measured.loss()),
                    DoubleStream.concat(DoubleStream.concat(Arrays.stream(measured.pictures()),
                            Arrays.stream(measured.texts())), Arrays.stream(measured.areas())))
                    .mapToObj(String::valueOf).collect(Collectors.joining(",")));
        }
    }

    @Override
    public void close() {
        table.close();
    }
}
