package dev.nacre.mammo.clip;

import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Module;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;

/**
 * Mammo-CLIP (Ghosh et al. 2024, arXiv 2405.12255): a picture encoder and a text encoder whose vectors are compared by
 * their cosine. Names of the state dict are the published ones. In evaluation it may be called from many threads.
 */
public final class MammoClip extends Module {
    private static final String TEXT_ENCODER = "text_encoder";
    private static final String TEXT_PROJECTION = "text_projection";
    private static final double INITIAL_LOGIT_SCALE = StrictMath.log(1 / 0.07);

    private final MammoClipConfig config;
    private final Parameter logitScale;
    private final EfficientNet imageEncoder;
    private final TextEncoder textEncoder;
    private final Projection imageProjection;
    private final Projection textProjection;

    /** The model of this configuration; {@link #init} or a file gives it values. */
    public MammoClip(MammoClipConfig config) {
        this.config = config;
        logitScale = parameter("logit_scale", Shape.SCALAR, FileLayout.SAME,
                Initialiser.constant(INITIAL_LOGIT_SCALE));
        imageEncoder = child("image_encoder", new EfficientNet(config.image()));
        textEncoder = child(TEXT_ENCODER, new TextEncoder(config.text()));
        imageProjection = child("image_projection", new Projection(config.image().features(), config.embedding()));
        textProjection = child(TEXT_PROJECTION, new Projection(config.text().width(), config.embedding()));
    }

    @Override
    public MammoClip init(Key key) {
        super.init(key);
        return this;
    }

    /** What this model is made of. */
    public MammoClipConfig config() {
        return config;
    }

    /**
     * Vectors of pictures in the common space, not normalised: {@code [batch, embedding]}.
     *
     * @param pictures prepared, {@code [batch, height, width, 3]}
     */
    public Tensor embedImages(Tensor pictures, Pass pass) {
        return run(pass, own -> imageProjection.forward(imageEncoder.forward(pictures, own), own));
    }

    /**
     * What {@link #embedImages} makes of the encoder's vectors: {@code [batch, embedding]}.
     *
     * @param features means of the last map, {@code [batch, features]}
     */
    public Tensor projectFeatures(Tensor features, Pass pass) {
        return run(pass, own -> imageProjection.forward(features, own));
    }

    /**
     * Vectors of texts in the common space, not normalised: {@code [batch, embedding]}.
     *
     * @param ids  int32 or int64 {@code [batch, length]}
     * @param mask int32 or int64 {@code [batch, length]}, not 0 where a token is
     */
    public Tensor embedTexts(Tensor ids, Tensor mask, Pass pass) {
        return run(pass, own -> textProjection.forward(textEncoder.forward(ids, mask, own), own));
    }

    /** Whether a parameter or buffer of that state-dict name serves texts alone. */
    static boolean isOfText(String name) {
        return name.startsWith(TEXT_ENCODER + ".") || name.startsWith(TEXT_PROJECTION + ".");
    }

    /** The logarithm of the factor on cosines, a trained scalar. */
    public Tensor logitScale() {
        return logitScale.value();
    }

    /** The picture encoder, for maps and for tasks that need no text. */
    public EfficientNet imageEncoder() {
        return imageEncoder;
    }
}
