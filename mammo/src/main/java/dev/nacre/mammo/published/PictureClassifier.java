package dev.nacre.mammo.published;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Layer;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;

/** A picture encoder and one linear layer: {@code [batch, height, width, 3]} to logits {@code [batch, classes]}. */
public final class PictureClassifier extends Layer {
    private final EfficientNet encoder;
    private final Linear head;

    /** Without values; a file gives them. */
    public PictureClassifier(EfficientNetConfig config, int classes) {
        encoder = child("image_encoder", new EfficientNet(config));
        head = child("classifier.classification_head", new Linear(config.features(), classes));
    }

    @Override
    protected Tensor compute(Tensor pictures, Pass pass) {
        return head.forward(encoder.forward(pictures, pass), pass);
    }
}
