package dev.nacre.mammo.clip;

import dev.nacre.core.io.Json;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.TextModelConfig;

/**
 * What a Mammo-CLIP is made of.
 *
 * @param image     the picture encoder
 * @param text      the text encoder
 * @param embedding length of the vectors in which pictures and texts are compared; 512 in the published model
 */
public record MammoClipConfig(EfficientNetConfig image, TextModelConfig text, int embedding) {
    private static final int PUBLISHED_EMBEDDING = 512;

    /** Refuses an embedding without a length. */
    public MammoClipConfig {
        if (embedding < 1) {
            throw new IllegalArgumentException("an embedding of length " + embedding + " holds nothing");
        }
    }

    /** The published model around one of its two picture encoders, B2 or B5. */
    public static MammoClipConfig published(EfficientNetConfig image, int vocabulary) {
        return new MammoClipConfig(image, BertConfig.base(vocabulary), PUBLISHED_EMBEDDING);
    }

    /** For checkpoints. */
    public Json.Fields toJson() {
        return Json.object().with("image", image.toJson()).with("text", text.toJson()).with("embedding", embedding);
    }

    /** From {@link #toJson}. @throws dev.nacre.core.io.JsonException if something is missing */
    public static MammoClipConfig fromJson(Json json) {
        return new MammoClipConfig(EfficientNetConfig.fromJson(json.get("image")),
                TextModelConfig.fromJson(json.get("text")),
                Math.toIntExact(json.get("embedding").whole()));
    }
}
