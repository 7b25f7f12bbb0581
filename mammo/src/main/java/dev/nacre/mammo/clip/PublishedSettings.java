package dev.nacre.mammo.clip;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.image.Normalisation;
import dev.nacre.mammo.image.PixelRecipe;
import java.util.Optional;

/**
 * What the settings inside a published checkpoint say about texts and pictures; what they leave open is as in the
 * papers: 256 tokens, the vector of the last token, pictures of 1520 × 912 with Mammo-CLIP's mean and deviation.
 *
 * @param file     of which this is said
 * @param settings its {@code config}, or an empty object
 */
record PublishedSettings(Checkpoint file, Json settings) {
    private static final int LONGEST_TEXT = 256;
    private static final int HEIGHT = 1520;
    private static final int WIDTH = 912;
    private static final String LAST_TOKEN = "eos";

    static PublishedSettings of(Checkpoint file) {
        return new PublishedSettings(file, at(file.description(), "config").orElse(Json.object()));
    }

    /** @throws CheckpointException if texts are read at another token than the last */
    int longestText(int positions) {
        at(settings, "model", "text_encoder", "pooling").filter(Json.Text.class::isInstance).map(Json::text)
                .filter(pooling -> !pooling.equals(LAST_TOKEN)).ifPresent(pooling -> {
                    throw new CheckpointException(file.path() + " was trained with the text vector \"" + pooling
                            + "\", and Nacre reads \"" + LAST_TOKEN + "\" alone; its results would be others");
                });
        long told = at(settings, "base", "text_max_length").filter(Json.Whole.class::isInstance).map(Json::whole)
                .filter(length -> length >= 2).orElse((long) LONGEST_TEXT);
        return (int) Math.min(told, positions);
    }

    PixelRecipe pictures() {
        PixelRecipe published = PixelRecipe.mammoClip(HEIGHT, WIDTH);
        Optional<Double> mean = number("mean");
        Optional<Double> deviation = number("std").filter(value -> value > 0);
        return mean.isPresent() && deviation.isPresent() ? published.withNormalisation(
                new Normalisation(Normalisation.MAMMO_CLIP.range(), mean.get(), deviation.get())) : published;
    }

    private Optional<Double> number(String key) {
        return at(settings, "base", key).filter(value -> value instanceof Json.Decimal || value instanceof Json.Whole)
                .map(Json::decimal);
    }

    private static Optional<Json> at(Json root, String... keys) {
        Optional<Json> found = Optional.of(root);
        for (String key : keys) {
            found = found.filter(Json.Fields.class::isInstance).flatMap(json -> json.find(key));
        }
        return found;
    }
}
