package dev.nacre.mammo.task.result;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.page.Page;
import dev.nacre.mammo.page.TrainingCurves;
import dev.nacre.nn.train.TrainingHistory;
import java.util.Arrays;

/**
 * The course of a training on a page.
 *
 * @param of      what was learned, where a task has several trainings; else empty
 * @param loss    what the loss is called
 * @param history what the training wrote
 */
public record TrainingPart(String of, String loss, TrainingHistory history) implements ResultPart {
    /** The only training of a task. */
    public TrainingPart(String loss, TrainingHistory history) {
        this("", loss, history);
    }

    @Override
    public String key() {
        return of.isEmpty() ? "training" : of + "-training";
    }

    @Override
    public Json.Fields toJson() {
        Json.Fields json = Json.object().with("steps", history.losses().length);
        return history.validationLosses().length == 0 ? json
                : json.with("best_validation_loss", Arrays.stream(history.validationLosses()).min().orElseThrow());
    }

    @Override
    public void write(Page page) {
        page.section(of.isEmpty() ? "Training" : "Training: " + of,
                "The loss of each step, and on validation cases after each epoch.");
        page.markup().open("div", "class", "pair");
        TrainingCurves.write(page, history, loss);
        page.markup().close();
        page.close();
    }
}
