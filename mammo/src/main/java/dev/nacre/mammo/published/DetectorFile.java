package dev.nacre.mammo.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.KeyTable;
import dev.nacre.nn.detection.AnchorGrid;
import dev.nacre.nn.detection.RetinaNet;
import dev.nacre.nn.detection.RetinaNetConfig;
import dev.nacre.nn.model.EfficientNetConfig.Padding;
import dev.nacre.nn.published.EfficientNetRelease;
import dev.nacre.nn.published.EfficientNetSize;
import dev.nacre.nn.published.PublishedFamily;
import dev.nacre.nn.published.PublishedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Detectors that Mammo-CLIP's downstream training wrote, whole: the encoder, with the paddings of the older
 * implementation that they are built on, the feature pyramid and both heads. The encoder's own classifier, which
 * nothing uses, stays in the file.
 */
public final class DetectorFile implements PublishedFamily {
    /** Its identifier. */
    public static final String FAMILY = "mammo-clip-detector";
    private static final KeyTable NAMES = new KeyTable("a detector of Mammo-CLIP", Map.of(), List.of())
            .ignoring("efficientnet\\._fc\\..*");

    /** Stateless. */
    public DetectorFile() {
    }

    @Override
    public Optional<PublishedModel<RetinaNet>> recognise(Checkpoint weights) {
        OptionalInt channels = outputs(weights, "fpn.P3_1.weight");
        OptionalInt logits = outputs(weights, "classificationModel.output.weight");
        int perPlace = AnchorGrid.RETINA_NET.perPlace();
        if (channels.isEmpty() || logits.isEmpty() || logits.getAsInt() % perPlace != 0
                || outputs(weights, "regressionModel.output.weight").isEmpty()) {
            return Optional.empty();
        }
        return EfficientNetRelease.of(weights.part("efficientnet."))
                .map(size -> model(weights, size, channels.getAsInt(), logits.getAsInt() / perPlace));
    }

    private static PublishedModel<RetinaNet> model(Checkpoint weights, EfficientNetSize size, int channels,
            int classes) {
        return new PublishedModel<>(FAMILY, "detector of Mammo-CLIP: EfficientNet-" + size + ", classes: " + classes,
                weights, NAMES, new RetinaNet(new RetinaNetConfig(size.config().withPadding(Padding.NOMINAL),
                        RetinaNetConfig.Taps.PUBLISHED, channels, classes)));
    }

    private static OptionalInt outputs(Checkpoint weights, String convolution) {
        return weights.find(convolution).filter(found -> found.shape().rank() == 4 && found.elements() > 0
                && found.shape().size(0) <= Integer.MAX_VALUE).stream()
                .mapToInt(found -> (int) found.shape().size(0)).findFirst();
    }
}
