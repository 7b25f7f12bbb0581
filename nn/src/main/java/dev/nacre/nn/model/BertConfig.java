package dev.nacre.nn.model;

import dev.nacre.core.io.Json;

/**
 * What a BERT is (Devlin et al. 2019).
 *
 * @param vocabulary       number of tokens
 * @param width            length of a token's vector
 * @param layers           number of layers
 * @param heads            number of attention heads, which share the width evenly
 * @param intermediate     width inside a layer's two-layer network
 * @param positions        the longest text, in tokens
 * @param types            number of token types
 * @param dropout          rate on results
 * @param attentionDropout rate on attention weights
 * @param epsilon          added to variances in layer normalisation
 */
public record BertConfig(int vocabulary, int width, int layers, int heads, int intermediate, int positions, int types,
        double dropout, double attentionDropout, double epsilon) implements TextModelConfig {
    static final String KIND = "bert";

    private static final double EPSILON = 1e-12;
    private static final double DROPOUT = 0.1;

    /** 12 layers of width 768; with a vocabulary of 28,996 tokens: 108,310,272 parameters. */
    public static BertConfig base(int vocabulary) {
        return new BertConfig(vocabulary, 768, 12, 12, 3072, 512, 2, DROPOUT, DROPOUT, EPSILON);
    }

    /** A small one: heads of 64, four times the width inside a layer. */
    public static BertConfig small(int vocabulary, int width, int layers, int positions) {
        return new BertConfig(vocabulary, width, layers, Math.max(1, width / 64), 4 * width, positions, 2, DROPOUT,
                DROPOUT, EPSILON);
    }

    /** Other rates of dropout; 0 and 0 make training a function of the input alone. */
    public BertConfig withDropout(double rate, double attentionRate) {
        return new BertConfig(vocabulary, width, layers, heads, intermediate, positions, types, rate, attentionRate,
                epsilon);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Json.Fields toJson() {
        return Json.object().with("kind", KIND).with("vocabulary", vocabulary).with("width", width)
                .with("layers", layers).with("heads", heads).with("intermediate", intermediate)
                .with("positions", positions).with("types", types).with("dropout", dropout)
                .with("attention_dropout", attentionDropout).with("epsilon", epsilon);
    }

    /** From {@link #toJson}. @throws dev.nacre.core.io.JsonException if something is missing */
    public static BertConfig fromJson(Json json) {
        return new BertConfig(number(json, "vocabulary"), number(json, "width"), number(json, "layers"),
                number(json, "heads"), number(json, "intermediate"), number(json, "positions"), number(json, "types"),
                json.get("dropout").decimal(), json.get("attention_dropout").decimal(),
                json.get("epsilon").decimal());
    }

    private static int number(Json json, String key) {
        return Math.toIntExact(json.get(key).whole());
    }
}
