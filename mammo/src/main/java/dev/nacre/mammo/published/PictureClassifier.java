package dev.nacre.mammo.published;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Layer;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;

/** A picture encoder and one linear layer: {@code [batch, height, width, 3]} to logits {@code [batch, classes]}. */
public final class PictureClassifier extends Layer {
    /** State-dict name of the encoder. */
    public static final String ENCODER = "image_encoder";
    /** State-dict name of the linear layer. */
    public static final String HEAD = "classifier.classification_head";

    private final EfficientNet encoder;
    private final Linear head;
    private final int classes;

    /** Without values; {@link #init} or a file gives them. */
    public PictureClassifier(EfficientNetConfig config, int classes) {
        this.classes = classes;
        encoder = child(ENCODER, new EfficientNet(config));
        head = child(HEAD, new Linear(config.features(), classes));
    }

    @Override
    public PictureClassifier init(Key key) {
        super.init(key);
        return this;
    }

    /** The picture encoder. */
    public EfficientNet encoder() {
        return encoder;
    }

    /** The linear layer, {@code [batch, features]} to {@code [batch, classes]}. */
    public Linear head() {
        return head;
    }

    /** How many logits it gives. */
    public int classes() {
        return classes;
    }

    @Override
    protected Tensor compute(Tensor pictures, Pass pass) {
        return head.forward(encoder.forward(pictures, pass), pass);
    }
}
