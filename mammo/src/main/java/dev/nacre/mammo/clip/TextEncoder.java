package dev.nacre.mammo.clip;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.Bert;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.LastToken;

/** BERT, read at each text's last token: ids and mask {@code [batch, length]} to {@code [batch, width]}. */
final class TextEncoder extends Module {
    private final Bert bert;

    TextEncoder(BertConfig config) {
        bert = child("text_encoder", new Bert(config));
    }

    Tensor forward(Tensor ids, Tensor mask, Pass pass) {
        return run(pass, own -> LastToken.of(bert.forward(ids, mask, own), mask));
    }
}
