package dev.nacre.nn.model;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Dropout;
import dev.nacre.nn.Embedding;
import dev.nacre.nn.Layer;
import dev.nacre.nn.LayerNorm;
import dev.nacre.nn.Pass;

/** The sum of a token's, its position's and its type's vector, normalised: {@code [batch, length, width]}. */
final class BertEmbeddings extends Layer {
    private final Embedding words;
    private final Embedding positions;
    private final Embedding types;
    private final LayerNorm norm;
    private final Dropout dropout;

    BertEmbeddings(BertConfig config) {
        words = child("word_embeddings", new Embedding(config.vocabulary(), config.width(), Bert.WEIGHTS));
        positions = child("position_embeddings", new Embedding(config.positions(), config.width(), Bert.WEIGHTS));
        types = child("token_type_embeddings", new Embedding(config.types(), config.width(), Bert.WEIGHTS));
        norm = child("LayerNorm", new LayerNorm(config.width(), config.epsilon()));
        dropout = child("dropout", new Dropout(config.dropout()));
    }

    /** Every token is of type 0: there is one text, not a pair. */
    @Override
    protected Tensor compute(Tensor ids, Pass pass) {
        Tensor places = ids.device().run(() -> Tensor.arange(Math.toIntExact(ids.size(1))));
        Tensor type = ids.device().run(() -> Tensor.zeros(DType.INT32, Shape.of(1)));
        Tensor sum = words.forward(ids, pass).add(types.forward(type, pass)).add(positions.forward(places, pass));
        return Chain.from(sum).then(norm, pass).then(dropout, pass).end();
    }
}
