package dev.nacre.mammo.finealign.inference;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.nn.InputException;
import java.util.List;
import java.util.Locale;

/**
 * Several ways of saying one thing. Their vectors are averaged and then brought to length 1, so that no single wording
 * decides.
 *
 * @param name for tables and pages
 * @param sentences at least one; {@value #SIDE} stands for left or right
 */
public record PromptSet(String name, List<String> sentences) {
    /** Stands for left or right. */
    public static final String SIDE = "{side}";

    /** Copies the list; refuses an empty one. */
    public PromptSet {
        sentences = List.copyOf(sentences);
        if (name.isBlank() || sentences.isEmpty()) {
            throw new InputException("a set of prompts needs a name and a sentence: give both");
        }
    }

    /** The sentences about one breast. */
    public List<String> of(Laterality side) {
        return sentences.stream()
                .map(sentence -> sentence.replace(SIDE, side.name().toLowerCase(Locale.ROOT))).toList();
    }

    /** What {@link #fromJson} reads. */
    public Json.Fields toJson() {
        return Json.object().with("name", name)
                .with("sentences", new Json.Items(List.copyOf(sentences.stream().map(Json.Text::new).toList())));
    }

    /** The set that {@link #toJson} describes. @throws dev.nacre.core.io.JsonException if something is missing */
    public static PromptSet fromJson(Json json) {
        return new PromptSet(json.get("name").text(),
                json.get("sentences").items().stream().map(Json::text).toList());
    }
}
