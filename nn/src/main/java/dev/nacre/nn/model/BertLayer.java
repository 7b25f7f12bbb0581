package dev.nacre.nn.model;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Dropout;
import dev.nacre.nn.LayerNorm;
import dev.nacre.nn.Linear;
import dev.nacre.nn.MultiHeadAttention;
import dev.nacre.nn.Pass;

/** One layer of BERT: attention, then a two-layer network, each added to its input and normalised afterwards. */
final class BertLayer extends TextLayer {
    private final MultiHeadAttention attention;
    private final Dropout attentionDropout;
    private final LayerNorm attentionNorm;
    private final Linear widen;
    private final Linear narrow;
    private final Dropout outputDropout;
    private final LayerNorm outputNorm;

    BertLayer(BertConfig config) {
        attention = child("attention", new MultiHeadAttention(config.width(), config.heads(),
                config.attentionDropout(), MultiHeadAttention.Names.BERT, Bert.WEIGHTS));
        attentionDropout = child("attention.output.dropout", new Dropout(config.dropout()));
        attentionNorm = child("attention.output.LayerNorm", new LayerNorm(config.width(), config.epsilon()));
        widen = child("intermediate.dense", new Linear(config.width(), config.intermediate(), Bert.WEIGHTS));
        narrow = child("output.dense", new Linear(config.intermediate(), config.width(), Bert.WEIGHTS));
        outputDropout = child("output.dropout", new Dropout(config.dropout()));
        outputNorm = child("output.LayerNorm", new LayerNorm(config.width(), config.epsilon()));
    }

    @Override
    Tensor forward(Tensor x, Tensor present, Pass pass) {
        return run(pass, own -> {
            Tensor attended = Chain.from(x).then(t -> attention.forward(t, present, own)).then(attentionDropout, own)
                    .then(x::add).then(attentionNorm, own).end();
            return Chain.from(attended).then(widen, own).then(Tensor::gelu).then(narrow, own)
                    .then(outputDropout, own).then(attended::add).then(outputNorm, own).end();
        });
    }
}
