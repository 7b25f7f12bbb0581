package dev.nacre.nn.model;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Embedding;
import dev.nacre.nn.Layer;
import dev.nacre.nn.LayerNorm;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;

/** A token's vector, normalised: {@code [batch, length, width]}. */
final class ModernBertEmbeddings extends Layer {
    private final Embedding tokens;
    private final LayerNorm norm;

    ModernBertEmbeddings(ModernBertConfig config) {
        tokens = child("tok_embeddings", new Embedding(config.vocabulary(), config.width(), ModernBert.READING));
        norm = child("norm", LayerNorm.withoutBias(config.width(), config.epsilon(), Parameter.Use.TRAINED));
    }

    @Override
    protected Tensor compute(Tensor ids, Pass pass) {
        return Chain.from(ids).then(tokens, pass).then(norm, pass).end();
    }
}
