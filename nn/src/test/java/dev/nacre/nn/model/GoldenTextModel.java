package dev.nacre.nn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Device;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.GoldenGradients;
import dev.nacre.core.golden.PseudoState;
import dev.nacre.core.golden.RelativeError;
import dev.nacre.core.io.PseudoWeights;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import java.util.List;
import java.util.Map;

/**
 * A text model filled by the rule of the golden values, against values that PyTorch computed in double precision.
 *
 * @param prefix what the file's names have before the model's own
 */
record GoldenTextModel(SafetensorsFile golden, TextModel model, String prefix) {
    private static final double FORWARD = 1e-5;
    private static final double GRADIENTS = 1e-3;

    /** The state dict, the vectors on the way, the last token's vector, the loss and all gradients. */
    void check() {
        assertThat(PseudoState.listed(model.state(), prefix)).containsExactlyEntriesOf(PseudoState.listed(golden));
        PseudoState.fill(model.state(), prefix, PseudoWeights.of(golden));
        Tensor ids = whole("ids");
        Tensor mask = whole("mask");

        List<Tensor> states = model.states(ids, mask, Pass.EVAL);
        long rows = golden.tensor("embedding").shape().size(1);
        assertClose("embedding", states.get(0).slice(1, 0, rows));
        assertClose("layer1", states.get(1).slice(1, 0, rows));
        assertClose("last_hidden.first_rows", states.getLast().slice(1, 0, rows));
        Tensor last = model.forward(ids, mask, Pass.train(Key.of(0)));
        assertSameResult(last.toFloats(), states.getLast().toFloats());

        Tensor eos = LastToken.of(last, mask);
        assertClose("eos", eos);
        Tensor cotangent = Tensor.of(PseudoWeights.of(golden).input("output.cotangent", eos.shape().sizes()),
                eos.shape().sizes());
        Tensor loss = eos.mul(cotangent).sum();
        GoldenGradients.assertDotProduct("loss", loss, eos, cotangent, golden, FORWARD);
        Gradients gradients = loss.backward();
        Map<String, Parameter> parameters = model.parameters();
        new GoldenGradients(golden, "", GRADIENTS).check(name -> {
            Parameter parameter = parameters.get(name.substring(prefix.length()));
            return parameter.layout().toFile(gradients.of(parameter.value()));
        });
    }

    /** The same bits; a device's libraries may choose another way where they keep what a derivative needs. */
    private static void assertSameResult(float[] recorded, float[] evaluated) {
        if (Device.current().equals(Device.CPU)) {
            assertThat(recorded).isEqualTo(evaluated);
        } else {
            assertThat(RelativeError.of(recorded, evaluated)).isLessThan(FORWARD);
        }
    }

    private Tensor whole(String name) {
        return Tensor.of(golden.longs(name), golden.tensor(name).shape().sizes());
    }

    private void assertClose(String what, Tensor actual) {
        assertThat(actual.shape()).as(what).isEqualTo(golden.tensor(what).shape());
        assertThat(RelativeError.of(actual.toFloats(), golden.floats(what))).as(what).isLessThan(FORWARD);
    }
}
