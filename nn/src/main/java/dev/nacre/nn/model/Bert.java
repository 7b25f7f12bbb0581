package dev.nacre.nn.model;

import dev.nacre.core.Key;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * BERT (Devlin et al. 2019): token ids {@code [batch, length]} to vectors {@code [batch, length, width]}. Names of the
 * state dict are those of Hugging Face's BertModel. Its pooler is there because published files hold it; nothing uses
 * it.
 */
public final class Bert extends TextModel {
    static final Initialiser WEIGHTS = Initialiser.truncatedNormal(0.02);

    private final BertConfig config;
    private final BertEmbeddings embeddings;
    private final List<BertLayer> layers = new ArrayList<>();

    /** The network of this configuration. */
    public Bert(BertConfig config) {
        this.config = config;
        embeddings = child("embeddings", new BertEmbeddings(config));
        for (int i = 0; i < config.layers(); i++) {
            layers.add(child("encoder.layer." + i, new BertLayer(config)));
        }
        child("pooler.dense", new Linear(config.width(), config.width(), WEIGHTS, Initialiser.ZEROS,
                Parameter.Use.UNUSED));
    }

    @Override
    public Bert init(Key key) {
        super.init(key);
        return this;
    }

    @Override
    public BertConfig config() {
        return config;
    }

    @Override
    BertEmbeddings embeddings() {
        return embeddings;
    }

    @Override
    List<BertLayer> layers() {
        return layers;
    }
}
