package dev.nacre.nn.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.KeyTable;
import dev.nacre.nn.model.ModernBert;
import dev.nacre.nn.model.ModernBertConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ModernBERT as Hugging Face's transformers writes it, without its prediction head. What sizes do not tell comes from
 * the {@code config.json} beside the weights; without it, it is as in the published base and large models.
 */
public final class HuggingFaceModernBert implements PublishedFamily {
    private static final KeyTable NAMES = new KeyTable("Hugging Face's ModernBERT", Map.of(), List.of());
    private static final int HEAD = 64;
    private static final String WORDS = "embeddings.tok_embeddings.weight";

    /** Stateless. */
    public HuggingFaceModernBert() {
    }

    @Override
    public Optional<PublishedModel<ModernBert>> recognise(Checkpoint weights) {
        return config(weights).map(config -> new PublishedModel<>("modernbert", "ModernBERT of " + config.layers()
                + " layers, width " + config.width() + ", " + config.vocabulary() + " tokens (Hugging Face's names)",
                weights, NAMES, new ModernBert(config)));
    }

    /** The configuration of the ModernBERT with these names, or nothing if there is none. */
    public static Optional<ModernBertConfig> config(Checkpoint weights) {
        int layers = 0;
        while (weights.find("layers." + layers + ".attn.Wqkv.weight").isPresent()) {
            layers++;
        }
        boolean whole = weights.find(WORDS).isPresent() && layers > 0
                && weights.find("layers.0.mlp.Wo.weight").isPresent();
        return whole ? Optional.of(config(weights, layers)) : Optional.empty();
    }

    private static ModernBertConfig config(Checkpoint weights, int layers) {
        MatrixSizes sizes = new MatrixSizes(weights);
        int width = sizes.columns(WORDS);
        ModernBertConfig base = ModernBertConfig.base(sizes.rows(WORDS));
        HuggingFaceConfig told = HuggingFaceConfig.beside(weights).orElse(HuggingFaceConfig.NONE);
        told.require("hidden_activation", "gelu");
        int heads = told.whole("num_attention_heads", Math.max(1, width / HEAD));
        try {
            return new ModernBertConfig(base.vocabulary(), width, layers, heads,
                    sizes.columns("layers.0.mlp.Wo.weight"),
                    told.whole("max_position_embeddings", base.positions()),
                    told.whole("global_attn_every_n_layers", base.globalEvery()),
                    told.whole("local_attention", 2 * base.reach()) / 2,
                    told.decimal("global_rope_theta", base.globalTheta()),
                    told.decimal("local_rope_theta", base.localTheta()), told.decimal("norm_eps", base.epsilon()));
        } catch (IllegalArgumentException impossible) {
            throw new CheckpointException(weights.path() + " holds no ModernBERT that can be: "
                    + impossible.getMessage() + "; put its own config.json beside it", impossible);
        }
    }
}
