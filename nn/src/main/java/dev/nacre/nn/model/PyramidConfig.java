package dev.nacre.nn.model;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import java.util.List;

/** What a {@link PyramidEncoder} is. */
public sealed interface PyramidConfig permits EfficientNetConfig, ResNetConfig {
    /** Number of channels of the pooled vector, which is that of the pyramid's last map. */
    int features();

    /** Channels of the five maps, at 1/2, 1/4, 1/8, 1/16 and 1/32 of the picture's size. */
    List<Integer> pyramidChannels();

    /** For checkpoints. */
    Json.Fields toJson();

    /**
     * From {@link #toJson}. What names no kind is an EfficientNet: files that know it alone hold none.
     *
     * @throws JsonException if something is missing or the kind is unknown
     */
    static PyramidConfig fromJson(Json json) {
        String kind = json.find("kind").map(Json::text).orElse("efficientnet");
        return switch (kind) {
            case "efficientnet" -> EfficientNetConfig.fromJson(json);
            case ResNetConfig.KIND -> ResNetConfig.fromJson(json);
            default -> throw new JsonException("a picture encoder of kind \"" + kind
                    + "\" is unknown; the kinds are \"efficientnet\" and \"" + ResNetConfig.KIND + "\"");
        };
    }
}
