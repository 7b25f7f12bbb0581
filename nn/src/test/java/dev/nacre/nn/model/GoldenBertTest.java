package dev.nacre.nn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.Golden;
import dev.nacre.core.golden.GoldenGradients;
import dev.nacre.core.golden.PseudoState;
import dev.nacre.core.golden.RelativeError;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.PseudoWeights;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BERT, tiny and of base size, against values that PyTorch computed in double precision. */
class GoldenBertTest {
    private static final String PREFIX = "text_encoder.text_encoder.";
    private static final double FORWARD = 1e-5;
    private static final double GRADIENTS = 1e-3;

    private static BertConfig config(SafetensorsFile golden) {
        Json config = Json.parse(golden.metadata().get("config"));
        return new BertConfig((int) config.get("vocab_size").whole(), (int) config.get("hidden_size").whole(),
                (int) config.get("num_hidden_layers").whole(), (int) config.get("num_attention_heads").whole(),
                (int) config.get("intermediate_size").whole(), (int) config.get("max_position_embeddings").whole(),
                (int) config.get("type_vocab_size").whole(), 0, 0, config.get("layer_norm_eps").decimal());
    }

    private static Tensor whole(SafetensorsFile golden, String name) {
        return Tensor.of(golden.longs(name), golden.tensor(name).shape().sizes());
    }

    private static void assertClose(String what, Tensor actual, SafetensorsFile golden) {
        assertThat(actual.shape()).as(what).isEqualTo(golden.tensor(what).shape());
        assertThat(RelativeError.of(actual.toFloats(), golden.floats(what))).as(what).isLessThan(FORWARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-tiny", "bert"})
    void equalsTheGoldenValues(String file) {
        try (SafetensorsFile golden = Golden.safetensors("models/" + file + ".safetensors")) {
            Bert bert = new Bert(config(golden));
            assertThat(PseudoState.listed(bert.state(), PREFIX)).containsExactlyEntriesOf(PseudoState.listed(golden));
            PseudoState.fill(bert.state(), PREFIX, PseudoWeights.of(golden));
            Tensor ids = whole(golden, "ids");
            Tensor mask = whole(golden, "mask");

            List<Tensor> states = bert.states(ids, mask, Pass.EVAL);
            long rows = golden.tensor("embedding").shape().size(1);
            assertClose("embedding", states.get(0).slice(1, 0, rows), golden);
            assertClose("layer1", states.get(1).slice(1, 0, rows), golden);
            assertClose("last_hidden.first_rows", states.getLast().slice(1, 0, rows), golden);
            Tensor last = bert.forward(ids, mask, Pass.train(Key.of(0)));
            assertThat(last.toFloats()).isEqualTo(states.getLast().toFloats());

            Tensor eos = Bert.lastToken(last, mask);
            assertClose("eos", eos, golden);
            Tensor cotangent = Tensor.of(PseudoWeights.of(golden).input("output.cotangent", eos.shape().sizes()),
                    eos.shape().sizes());
            Tensor loss = eos.mul(cotangent).sum();
            GoldenGradients.assertDotProduct("loss", loss, eos, cotangent, golden, FORWARD);
            Gradients gradients = loss.backward();
            Map<String, Parameter> parameters = bert.parameters();
            new GoldenGradients(golden, "", GRADIENTS).check(name -> {
                Parameter parameter = parameters.get(name.substring(PREFIX.length()));
                return parameter.layout().toFile(gradients.of(parameter.value()));
            });
        }
    }
}
