package dev.nacre.nn.model;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;

/** What a {@link TextModel} is. */
public sealed interface TextModelConfig permits BertConfig, ModernBertConfig {
    /** Number of tokens. */
    int vocabulary();

    /** Length of a token's vector. */
    int width();

    /** The longest text, in tokens. */
    int positions();

    /** The word by which JSON tells the families apart, such as {@code bert}. */
    String kind();

    /** For checkpoints; holds the {@link #kind}. */
    Json.Fields toJson();

    /**
     * From {@link #toJson}. Files that know BERT alone hold no kind.
     *
     * @throws JsonException if something is missing or the kind is unknown
     */
    static TextModelConfig fromJson(Json json) {
        String kind = json.find("kind").map(Json::text).orElse(BertConfig.KIND);
        return switch (kind) {
            case BertConfig.KIND -> BertConfig.fromJson(json);
            case ModernBertConfig.KIND -> ModernBertConfig.fromJson(json);
            default -> throw new JsonException("a text model of kind \"" + kind + "\" is unknown; the kinds are \""
                    + BertConfig.KIND + "\" and \"" + ModernBertConfig.KIND + "\"");
        };
    }
}
