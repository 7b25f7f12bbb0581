package dev.nacre.mammo.task.factor;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.util.List;

/**
 * What is looked for in pictures, and how reports write about it.
 *
 * @param name such as {@code mass}
 * @param sentences that say that it is there, at least one
 */
public record FactorAttribute(String name, List<String> sentences) {
    /**
     * Copies the list.
     *
     * @throws InputException if the name or a sentence is blank, or there is no sentence
     */
    public FactorAttribute {
        sentences = List.copyOf(sentences);
        if (name.isBlank() || sentences.isEmpty() || sentences.stream().anyMatch(String::isBlank)) {
            throw new InputException("the attribute '" + name + "' with " + sentences.size() + " sentences cannot be"
                    + " looked for: give it a name, and sentences that say that it is there");
        }
    }

    /** What {@link #fromJson} reads. */
    Json.Fields toJson() {
        return Json.object().with("name", name).with("sentences",
                new Json.Items(sentences.stream().<Json>map(Json.Text::new).toList()));
    }

    /** From {@link #toJson}. @throws dev.nacre.core.io.JsonException if something is missing */
    static FactorAttribute fromJson(Json json) {
        return new FactorAttribute(json.get("name").text(),
                json.get("sentences").items().stream().map(Json::text).toList());
    }
}
