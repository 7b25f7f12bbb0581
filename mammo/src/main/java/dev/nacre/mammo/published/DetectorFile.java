package dev.nacre.mammo.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.KeyTable;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig.Padding;
import dev.nacre.nn.published.EfficientNetRelease;
import dev.nacre.nn.published.PublishedFamily;
import dev.nacre.nn.published.PublishedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detectors that Mammo-CLIP's downstream training wrote. Their picture encoder is filled, with the paddings of the
 * older implementation that they are built on; the feature pyramid and the heads stay in the file.
 */
public final class DetectorFile implements PublishedFamily {
    private static final KeyTable NAMES = new KeyTable("the encoder of a detector of Mammo-CLIP", Map.of(), List.of())
            .ignoring("_fc\\..*");

    /** Stateless. */
    public DetectorFile() {
    }

    @Override
    public Optional<PublishedModel<EfficientNet>> recognise(Checkpoint weights) {
        boolean pyramid = weights.find("fpn.P3_1.weight").isPresent()
                && weights.find("regressionModel.output.weight").isPresent()
                && weights.find("classificationModel.output.weight").isPresent();
        Checkpoint encoder = weights.part("efficientnet.");
        return EfficientNetRelease.of(encoder).filter(size -> pyramid).map(size -> new PublishedModel<>(
                "mammo-clip-detector", "encoder of a detector of Mammo-CLIP: EfficientNet-" + size, encoder, NAMES,
                new EfficientNet(size.config().withPadding(Padding.NOMINAL))));
    }
}
