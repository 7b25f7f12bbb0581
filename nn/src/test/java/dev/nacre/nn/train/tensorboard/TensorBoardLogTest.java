package dev.nacre.nn.train.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.nn.Linear;
import dev.nacre.nn.train.EpochReport;
import dev.nacre.nn.train.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {
    @TempDir
    private Path directory;

    private static StepReport report(int epoch, int step) {
        return new StepReport(epoch, 2, step, 3, 0.5 * step, 2, 1e-3, 0.1);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static List<Long> steps(List<Map<Integer, List<Object>>> events) {
        return events.stream().skip(1).map(event -> (Long) event.get(2).getFirst()).toList();
    }

    @Test
    void stepsEpochsAndHistogramsAreThereAsSoonAsTheyHappened() throws IOException {
        Linear net = new Linear(4, 2).init(Key.of(1));
        TensorBoardLog log = new TensorBoardLog(directory, net, 2);
        log.beforeTraining(0, 6);
        for (int step = 1; step <= 3; step++) {
            log.afterStep(report(1, step));
        }
        log.afterEpoch(new EpochReport(report(1, 3), 1.0, OptionalDouble.of(0.75), true));
        List<Map<Integer, List<Object>>> events = EventReader.events(files().getFirst());
        assertThat(steps(events)).containsExactly(1L, 1L, 2L, 2L, 2L, 3L, 3L);
        Map<String, Map<Integer, List<Object>>> second = EventReader.summary(events.get(3));
        assertThat(second).containsOnlyKeys("loss/step", "training/gradient_norm", "training/learning_rate",
                "training/seconds_per_step");
        assertThat(second.get("loss/step").get(2)).containsExactly(1f);
        assertThat(EventReader.summary(events.get(4))).containsOnlyKeys("weights/weight");
        assertThat(EventReader.summary(events.get(5))).containsOnlyKeys("weights/bias");
        Map<String, Map<Integer, List<Object>>> epoch = EventReader.summary(events.getLast());
        assertThat(epoch.get("loss/epoch_mean").get(2)).containsExactly(1f);
        assertThat(epoch.get("loss/validation").get(2)).containsExactly(0.75f);
        log.close();
    }

    @Test
    void aResumedTrainingBeginsANewFileThatReplacesWhatIsDoneAgain() throws IOException {
        Linear net = new Linear(4, 2).init(Key.of(1));
        net.freeze();
        try (TensorBoardLog log = new TensorBoardLog(directory, net, 1)) {
            log.beforeTraining(0, 6);
            log.afterStep(report(1, 1));
            log.afterStep(report(1, 2));
            log.beforeTraining(1, 6);
            log.afterStep(report(1, 2));
            log.afterEpoch(new EpochReport(report(1, 3), 1.0, OptionalDouble.empty(), false));
        }
        assertThat(files()).hasSize(2);
        List<Map<Integer, List<Object>>> resumed = EventReader.events(files().getLast());
        assertThat(EventReader.fields(resumed.get(1).get(7).getFirst()).get(1)).containsExactly(1L);
        assertThat(steps(resumed)).containsExactly(2L, 2L, 3L);
        assertThat(EventReader.summary(resumed.getLast())).doesNotContainKey("loss/validation");
    }

    @Test
    void closingBeforeTheTrainingIsHarmless() throws IOException {
        new TensorBoardLog(directory, new Linear(1, 1), 0).close();
        assertThat(files()).isEmpty();
        assertThatThrownBy(() -> new TensorBoardLog(directory, new Linear(1, 1), -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
