package dev.nacre.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.model.Bert;
import dev.nacre.nn.model.BertConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterGroupTest {
    private static final AdamW.Settings SETTINGS = AdamW.Settings.decay(0);

    @Test
    void groupsHaveTheirOwnDecayAndRateAsInPyTorch() {
        Linear net = KnownTraining.model();
        List<Double> losses = new ArrayList<>();
        try (AdamW adamw = new AdamW(net, SETTINGS, KnownTraining.GROUPS)) {
            for (int i = 0; i < KnownTraining.STEPS; i++) {
                losses.add(KnownTraining.step(net, adamw, i));
            }
        }
        assertThat(losses.getFirst()).isCloseTo(2.39375, within(1e-6));
        assertThat(losses.getLast()).isCloseTo(0.5616949382743609, within(1e-6));
        assertThat(KnownTraining.values(net, "weight")).containsExactly(new float[] {0.6966648245981781f,
            -0.5196829229160106f, 0.3834598313871987f, 0.08556015239602824f, -0.3910309915531714f,
            0.034569898287466025f}, within(1e-6f));
        assertThat(KnownTraining.values(net, "bias")).containsExactly(
                new float[] {0.19623736344590406f, -0.160575108644491f}, within(1e-6f));
    }

    @Test
    void theUsualRecipeDecaysWhatIsMultiplied() {
        Map<String, Parameter> parameters = new Bert(BertConfig.small(30, 64, 1, 16)).parameters();
        List<ParameterGroup> groups = ParameterGroup.decayOfMatrices(0.05);
        for (String name : List.of("embeddings.word_embeddings.weight", "encoder.layer.0.output.dense.weight")) {
            assertThat(ParameterGroup.of(name, parameters.get(name), groups).weightDecay()).as(name).isEqualTo(0.05);
        }
        for (String name : List.of("encoder.layer.0.output.dense.bias", "embeddings.LayerNorm.weight",
                "embeddings.LayerNorm.bias")) {
            assertThat(ParameterGroup.of(name, parameters.get(name), groups).weightDecay()).as(name).isZero();
        }
    }

    @Test
    void aParameterInNoGroupOrInTwoIsNamed() {
        Linear net = new Linear(2, 2).init(Key.of(1));
        ParameterGroup all = new ParameterGroup("everything", ParameterGroup.Members.ALL, 0, 1);
        ParameterGroup weights = new ParameterGroup("weights", ParameterGroup.Members.VECTORS.not(), 0, 1);
        assertThatThrownBy(() -> new AdamW(net, SETTINGS, List.of(weights)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("parameter bias belongs to none of the groups [weights]");
        assertThatThrownBy(() -> new AdamW(net, SETTINGS, List.of(weights, all)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("parameter weight belongs to all of the groups [weights, everything]");
    }

    @Test
    void membersCanBeCombined() {
        Parameter weight = new Linear(2, 2).parameters().get("weight");
        ParameterGroup.Members text = ParameterGroup.Members.below("text");
        assertThat(text.has("text.weight", weight)).isTrue();
        assertThat(text.has("texture.weight", weight)).isFalse();
        assertThat(text.and(ParameterGroup.Members.VECTORS).has("text.weight", weight)).isFalse();
        assertThat(text.and(ParameterGroup.Members.VECTORS.not()).has("text.weight", weight)).isTrue();
    }

    @Test
    void numbersBelowZeroAreRefused() {
        assertThatThrownBy(() -> new ParameterGroup("x", ParameterGroup.Members.ALL, -1, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'x'");
        assertThatThrownBy(() -> new ParameterGroup("x", ParameterGroup.Members.ALL, 0, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
