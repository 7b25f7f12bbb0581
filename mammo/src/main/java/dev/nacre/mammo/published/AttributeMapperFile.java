package dev.nacre.mammo.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.KeyTable;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.published.EfficientNetRelease;
import dev.nacre.nn.published.PublishedFamily;
import dev.nacre.nn.published.PublishedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mappers of Mammo-FActOR: Mammo-CLIP's picture encoder, and a small network for each attribute, which stays in the
 * file.
 */
public final class AttributeMapperFile implements PublishedFamily {
    private static final KeyTable NAMES = new KeyTable("the encoder of Mammo-FActOR", Map.of(), List.of());

    /** Stateless. */
    public AttributeMapperFile() {
    }

    @Override
    public Optional<PublishedModel<EfficientNet>> recognise(Checkpoint weights) {
        boolean mapper = weights.find("pool.0.0.weight").isPresent() && weights.find("pool.0.2.weight").isPresent();
        Checkpoint encoder = weights.part("image_encoder.");
        return EfficientNetRelease.of(encoder).filter(size -> mapper).map(size -> new PublishedModel<>(
                "mammo-factor", "encoder of Mammo-FActOR: EfficientNet-" + size, encoder, NAMES,
                new EfficientNet(size.config())));
    }
}
