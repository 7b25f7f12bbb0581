package dev.nacre.mammo.clip;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.nn.model.TextModelConfig;
import dev.nacre.nn.published.EfficientNetRelease;
import java.util.Optional;

/** A published picture encoder and text encoder with projections to one space: what both families share. */
record PublishedPair(MammoClipConfig config, String imageSize) {
    private static final String PROJECTION = "image_projection.projection.weight";

    /** The pair whose text encoder has that configuration, or nothing if the rest is not there. */
    static Optional<PublishedPair> of(Checkpoint weights, TextModelConfig text) {
        return EfficientNetRelease.of(weights.part("image_encoder.")).flatMap(image -> weights.find(PROJECTION)
                .filter(projection -> projection.shape().rank() == 2 && projection.elements() > 0
                        && projection.shape().size(0) <= Integer.MAX_VALUE)
                .map(projection -> new PublishedPair(new MammoClipConfig(image.config(), text,
                        (int) projection.shape().size(0)), image.name())));
    }

    String title(String family, String textFamily) {
        return family + ": EfficientNet-" + imageSize + ", " + textFamily + " of " + config.text().vocabulary()
                + " tokens, vectors of " + config.embedding();
    }
}
