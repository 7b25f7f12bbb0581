package dev.nacre.bench.study;

import dev.nacre.nn.train.StepReport;
import dev.nacre.nn.train.TrainingListener;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Says how far a training of a study is, now and then.
 *
 * @param title of the training
 * @param said is told
 */
public record StepLines(String title, Consumer<String> said) implements TrainingListener {
    private static final int STEPS_BETWEEN = 50;

    @Override
    public void afterStep(StepReport report) {
        if (report.step() % STEPS_BETWEEN == 0 || report.step() == report.steps()) {
            said.accept(String.format(Locale.ROOT, "%s: epoch %d of %d, step %d of %d, loss %.3f, %.2f s a step", title,
                    report.epoch(), report.epochs(), report.step(), report.steps(), report.loss(), report.seconds()));
        }
    }
}
