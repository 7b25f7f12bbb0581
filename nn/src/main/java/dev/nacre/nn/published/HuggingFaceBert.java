package dev.nacre.nn.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.KeyTable;
import dev.nacre.nn.model.Bert;
import dev.nacre.nn.model.BertConfig;
import java.util.Optional;

/**
 * BERT as Hugging Face's transformers writes it, without its prediction heads. Numbers of heads and the constant of
 * the normalisations come from the {@code config.json} beside the weights; without it a head is 64 wide, and the
 * constant 1e-12, as in all of BERT's published sizes.
 */
public final class HuggingFaceBert implements PublishedFamily {
    private static final KeyTable NAMES = KeyTables.read("huggingface-bert.json");
    private static final int HEAD = 64;
    private static final double DROPOUT = 0.1;
    private static final double EPSILON = 1e-12;
    private static final String WORDS = "embeddings.word_embeddings.weight";

    /** Stateless. */
    public HuggingFaceBert() {
    }

    @Override
    public Optional<PublishedModel<Bert>> recognise(Checkpoint weights) {
        return config(weights).map(config -> new PublishedModel<>("bert", "BERT of " + config.layers()
                + " layers, width " + config.width() + ", " + config.vocabulary() + " tokens (Hugging Face's names)",
                weights, NAMES, new Bert(config)));
    }

    /** The configuration of the BERT with these names, or nothing if there is none. */
    public static Optional<BertConfig> config(Checkpoint weights) {
        int layers = 0;
        while (weights.find("encoder.layer." + layers + ".intermediate.dense.weight").isPresent()) {
            layers++;
        }
        boolean whole = weights.find(WORDS).isPresent() && layers > 0
                && weights.find("embeddings.position_embeddings.weight").isPresent()
                && weights.find("embeddings.token_type_embeddings.weight").isPresent();
        return whole ? Optional.of(config(weights, layers)) : Optional.empty();
    }

    private static BertConfig config(Checkpoint weights, int layers) {
        MatrixSizes sizes = new MatrixSizes(weights);
        int width = sizes.columns(WORDS);
        HuggingFaceConfig told = HuggingFaceConfig.beside(weights).orElse(HuggingFaceConfig.NONE);
        told.require("hidden_act", "gelu");
        told.require("position_embedding_type", "absolute");
        int heads = told.whole("num_attention_heads", Math.max(1, width / HEAD));
        if (width % heads != 0) {
            throw new CheckpointException(weights.path() + " holds a BERT of width " + width + " that " + heads
                    + " heads cannot share; put its own config.json beside it");
        }
        return new BertConfig(sizes.rows(WORDS), width, layers, heads,
                sizes.rows("encoder.layer.0.intermediate.dense.weight"),
                sizes.rows("embeddings.position_embeddings.weight"),
                sizes.rows("embeddings.token_type_embeddings.weight"), DROPOUT, DROPOUT,
                told.decimal("layer_norm_eps", EPSILON));
    }
}
