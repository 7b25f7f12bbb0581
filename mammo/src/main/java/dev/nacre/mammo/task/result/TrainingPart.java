package dev.nacre.mammo.task.result;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.page.Page;
import dev.nacre.mammo.page.TrainingCurves;
import dev.nacre.nn.train.TrainingHistory;
import java.util.Arrays;

/**
 * The course of a training on a page.
 *
 * @param loss    what the loss is called
 * @param history what the training wrote
 */
public record TrainingPart(String loss, TrainingHistory history) implements ResultPart {
    @Override
    public String key() {
        return "training";
    }

    @Override
    public Json.Fields toJson() {
        Json.Fields json = Json.object().with("steps", history.losses().length);
        return history.validationLosses().length == 0 ? json
                : json.with("best_validation_loss", Arrays.stream(history.validationLosses()).min().orElseThrow());
    }

    @Override
    public void write(Page page) {
        page.section("Training", "The loss of each step, and on validation cases after each epoch.");
        page.markup().open("div", "class", "pair");
        TrainingCurves.write(page, history, loss);
        page.markup().close();
        page.close();
    }
}
