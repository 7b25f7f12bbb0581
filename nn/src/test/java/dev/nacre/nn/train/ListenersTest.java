package dev.nacre.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
    private static final StepReport HALF_WAY = new StepReport(1, 2, 4, 4, 1.25, 3.5, 1e-3, 2.0);

    @Test
    void withoutATerminalTheBarIsOneLineAnEpochWithTheTimeLeft() {
        var bytes = new ByteArrayOutputStream();
        ProgressBar bar = new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
        bar.afterStep(HALF_WAY);
        assertThat(bytes.size()).isZero();
        bar.afterEpoch(new EpochReport(HALF_WAY, 1.5, OptionalDouble.of(1.75), true));
        assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("epoch 1/2  step 4/4  loss 1.5000  2.00 s/step  0:08 left  "
                        + "validation 1.7500, the best so far");
    }

    @Test
    void onATerminalHalfTheWorkIsHalfABar() {
        var bytes = new ByteArrayOutputStream();
        new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), true).afterStep(HALF_WAY);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .startsWith("\r" + "█".repeat(12) + "░".repeat(12) + " epoch");
    }

    @Test
    void durationsAreShort() {
        assertThat(ProgressBar.duration(59.6)).isEqualTo("1:00");
        assertThat(ProgressBar.duration(3725)).isEqualTo("1:02:05");
    }

    @Test
    void theLogHasALineForEachStepAndEpochAsSoonAsItIsDone(@TempDir Path directory) throws IOException {
        try (CsvLog log = new CsvLog(directory)) {
            log.beforeTraining(0, 8);
            log.afterStep(HALF_WAY);
            log.afterEpoch(new EpochReport(HALF_WAY, 1.5, OptionalDouble.empty(), false));
            assertThat(Files.readAllLines(directory.resolve("log.csv"))).containsExactly(
                    "epoch,step,loss,gradient_norm,learning_rate,seconds", "1,4,1.25,3.5,0.001,2.000");
            assertThat(Files.readAllLines(directory.resolve("epochs.csv"))).containsExactly(
                    "epoch,steps_done,mean_loss,validation_loss,best", "1,4,1.5,,0");
        }
    }
}
