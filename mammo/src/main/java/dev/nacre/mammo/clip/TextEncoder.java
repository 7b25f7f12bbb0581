package dev.nacre.mammo.clip;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.LastToken;
import dev.nacre.nn.model.TextModel;
import dev.nacre.nn.model.TextModelConfig;

/** A text network, read at each text's last token: ids and mask {@code [batch, length]} to {@code [batch, width]}. */
final class TextEncoder extends Module {
    private final TextModel network;

    TextEncoder(TextModelConfig config) {
        network = child("text_encoder", TextModel.of(config));
    }

    Tensor forward(Tensor ids, Tensor mask, Pass pass) {
        return run(pass, own -> LastToken.of(network.forward(ids, mask, own), mask));
    }
}
