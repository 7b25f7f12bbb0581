package dev.nacre.mammo.task.result;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.eval.cases.Cases;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a task found out.
 *
 * @param task          its name, such as probe
 * @param title         of the page
 * @param lead          what was done, in a sentence or two
 * @param parts         figures, in the order of the page
 * @param predictions   cases whose scores are listed
 * @param boxes         that were found in their pictures
 * @param shown         pictures to look at; maybe none
 * @param pseudonyms    of the patients, in all that is written
 * @param configuration command, code, model, set, recipe: all that is needed to do it again
 */
public record TaskResult(String task, String title, String lead, List<ResultPart> parts, List<Cases> predictions,
        FoundBoxes boxes, List<ShownCase> shown, Pseudonyms pseudonyms, Json.Fields configuration) {
    /** Copies the lists, and refuses two parts of one name. */
    public TaskResult {
        parts = List.copyOf(parts);
        predictions = List.copyOf(predictions);
        shown = List.copyOf(shown);
        Set<String> keys = new HashSet<>();
        for (ResultPart part : parts) {
            if (!keys.add(part.key())) {
                throw new IllegalArgumentException("two parts of the result are called " + part.key()
                        + ": give each its own name");
            }
        }
    }

    /** Of a task that finds no places. */
    public TaskResult(String task, String title, String lead, List<ResultPart> parts, List<Cases> predictions,
            List<ShownCase> shown, Pseudonyms pseudonyms, Json.Fields configuration) {
        this(task, title, lead, parts, predictions, FoundBoxes.NONE, shown, pseudonyms, configuration);
    }
}
