package dev.nacre.mammo.published;

import dev.nacre.core.Shape;
import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.KeyTable;
import dev.nacre.nn.published.EfficientNetRelease;
import dev.nacre.nn.published.PublishedFamily;
import dev.nacre.nn.published.PublishedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Classifiers that Mammo-CLIP's downstream training wrote: its picture encoder and one linear layer. */
public final class ClassifierFile implements PublishedFamily {
    private static final KeyTable NAMES = new KeyTable("a classifier of Mammo-CLIP", Map.of(), List.of())
            .ignoring("image_encoder\\._fc\\..*");

    /** Stateless. */
    public ClassifierFile() {
    }

    @Override
    public Optional<PublishedModel<PictureClassifier>> recognise(Checkpoint weights) {
        return weights.find("classifier.classification_head.weight")
                .filter(head -> head.shape().rank() == 2 && head.elements() > 0)
                .flatMap(head -> EfficientNetRelease.of(weights.part("image_encoder."))
                        .map(size -> new PublishedModel<>("mammo-clip-classifier", "classifier of Mammo-CLIP: "
                                + "EfficientNet-" + size + ", outputs: " + classes(head.shape()), weights, NAMES,
                                new PictureClassifier(size.config(), classes(head.shape())))));
    }

    private static int classes(Shape head) {
        return Math.toIntExact(head.size(0));
    }
}
