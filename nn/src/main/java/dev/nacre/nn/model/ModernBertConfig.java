package dev.nacre.nn.model;

import dev.nacre.core.io.Json;

/**
 * What a ModernBERT is (Warner et al. 2024).
 *
 * @param vocabulary   number of tokens
 * @param width        length of a token's vector
 * @param layers       number of layers
 * @param heads        number of attention heads, which share the width evenly; each of an even width
 * @param intermediate width inside a layer's gated network, after the gate
 * @param positions    the longest text, in tokens
 * @param globalEvery  layers 0, globalEvery, 2·globalEvery … look at the whole text, the others at neighbours
 * @param reach        how far a local layer looks to either side, in tokens: half of {@code local_attention} in
 *                     published configurations
 * @param globalTheta  base of the rotary embedding in global layers
 * @param localTheta   base of the rotary embedding in local layers
 * @param epsilon      added to variances in layer normalisation
 */
public record ModernBertConfig(int vocabulary, int width, int layers, int heads, int intermediate, int positions,
        int globalEvery, int reach, double globalTheta, double localTheta, double epsilon) implements TextModelConfig {
    static final String KIND = "modernbert";

    /** Refuses what no network can be made of. */
    public ModernBertConfig {
        if (heads < 1 || width % heads != 0 || width / heads % 2 != 0) {
            throw new IllegalArgumentException("a width of " + width + " does not divide into " + heads
                    + " heads of an even width");
        }
        if (globalEvery < 1 || reach < 0) {
            throw new IllegalArgumentException("every " + globalEvery + "th layer global and a reach of " + reach
                    + " tokens elsewhere: the first is at least 1, the second at least 0");
        }
    }

    /** 22 layers of width 768; with a vocabulary of 50,368 tokens: 149,014,272 parameters. */
    public static ModernBertConfig base(int vocabulary) {
        return new ModernBertConfig(vocabulary, 768, 22, 12, 1152, 8192, 3, 64, 160_000, 10_000, 1e-5);
    }

    /** Whether layer {@code index} looks at the whole text. */
    boolean isGlobal(int index) {
        return index % globalEvery == 0;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Json.Fields toJson() {
        return Json.object().with("kind", KIND).with("vocabulary", vocabulary).with("width", width)
                .with("layers", layers).with("heads", heads).with("intermediate", intermediate)
                .with("positions", positions).with("global_every", globalEvery).with("reach", reach)
                .with("global_theta", globalTheta).with("local_theta", localTheta).with("epsilon", epsilon);
    }

    /** From {@link #toJson}. @throws dev.nacre.core.io.JsonException if something is missing */
    public static ModernBertConfig fromJson(Json json) {
        return new ModernBertConfig(number(json, "vocabulary"), number(json, "width"), number(json, "layers"),
                number(json, "heads"), number(json, "intermediate"), number(json, "positions"),
                number(json, "global_every"), number(json, "reach"), json.get("global_theta").decimal(),
                json.get("local_theta").decimal(), json.get("epsilon").decimal());
    }

    private static int number(Json json, String key) {
        return Math.toIntExact(json.get(key).whole());
    }
}
