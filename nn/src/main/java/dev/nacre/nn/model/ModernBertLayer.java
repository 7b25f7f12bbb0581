package dev.nacre.nn.model;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Chain;
import dev.nacre.nn.LayerNorm;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;

/**
 * One layer of ModernBERT: attention, then a gated network, each of its normalised input and added to it. The first
 * layer's attention does not normalise: the embeddings just did.
 */
final class ModernBertLayer extends TextLayer {
    private final LayerNorm attentionNorm;
    private final ModernBertAttention attention;
    private final LayerNorm networkNorm;
    private final GatedNetwork network;

    ModernBertLayer(ModernBertConfig config, int index) {
        attentionNorm = index == 0 ? null : child("attn_norm", norm(config));
        attention = child("attn", new ModernBertAttention(config, index));
        networkNorm = child("mlp_norm", norm(config));
        network = child("mlp", new GatedNetwork(config.width(), config.intermediate(), ModernBert.READING,
                ModernBert.adding(config)));
    }

    private static LayerNorm norm(ModernBertConfig config) {
        return LayerNorm.withoutBias(config.width(), config.epsilon(), Parameter.Use.TRAINED);
    }

    @Override
    Tensor forward(Tensor x, Tensor present, Pass pass) {
        return run(pass, own -> {
            Tensor attended = Chain.from(x).then(t -> attentionNorm == null ? t : attentionNorm.forward(t, own))
                    .then(t -> attention.forward(t, present, own)).then(x::add).end();
            return Chain.from(attended).then(networkNorm, own).then(network, own).then(attended::add).end();
        });
    }
}
