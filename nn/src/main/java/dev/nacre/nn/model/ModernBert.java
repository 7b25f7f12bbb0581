package dev.nacre.nn.model;

import dev.nacre.core.Key;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.LayerNorm;
import dev.nacre.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * ModernBERT (Warner et al. 2024, arXiv 2412.13663): token ids {@code [batch, length]} to vectors
 * {@code [batch, length, width]}. Beside {@link Bert}: positions enter by turning queries and keys, not by an
 * embedding; most layers look only at neighbours; normalisation comes before attention and network; there are no
 * biases and no token types. Names of the state dict are those of Hugging Face's ModernBertModel.
 *
 * <p>The vectors are those <em>before</em> the final normalisation, which Mammo-FM leaves out; {@code final_norm} is
 * there because published files hold it.
 */
public final class ModernBert extends TextModel {
    private static final double DEVIATION = 0.02;
    /** First values of the embedding, and of the maps that read the residual stream. */
    static final Initialiser READING = Initialiser.truncatedNormal(DEVIATION);

    private final ModernBertConfig config;
    private final ModernBertEmbeddings embeddings;
    private final List<ModernBertLayer> layers = new ArrayList<>();

    /** The network of this configuration. */
    public ModernBert(ModernBertConfig config) {
        this.config = config;
        embeddings = child("embeddings", new ModernBertEmbeddings(config));
        for (int i = 0; i < config.layers(); i++) {
            layers.add(child("layers." + i, new ModernBertLayer(config, i)));
        }
        child("final_norm", LayerNorm.withoutBias(config.width(), config.epsilon(), Parameter.Use.UNUSED));
    }

    /** First values of the maps that add to the residual stream: smaller, the more of them add. */
    static Initialiser adding(ModernBertConfig config) {
        return Initialiser.truncatedNormal(DEVIATION / Math.sqrt(2.0 * config.layers()));
    }

    @Override
    public ModernBert init(Key key) {
        super.init(key);
        return this;
    }

    @Override
    public ModernBertConfig config() {
        return config;
    }

    @Override
    ModernBertEmbeddings embeddings() {
        return embeddings;
    }

    @Override
    List<ModernBertLayer> layers() {
        return layers;
    }
}
