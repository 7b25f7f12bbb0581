package dev.nacre.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BertTest {
    private static final BertConfig SMALL = BertConfig.small(50, 64, 2, 16);

    private final Tensor ids = Tensor.of(new int[] {2, 7, 9, 3, 0, 0, 2, 8, 8, 9, 11, 3}, 2, 6);
    private final Tensor mask = Tensor.of(new int[] {1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1}, 2, 6);

    @Test
    void baseSizeHasThePublishedNumberOfParameters() {
        Bert bert = new Bert(BertConfig.base(28_996));
        assertThat(bert.parameters()).hasSize(199);
        assertThat(bert.parameters().values().stream().mapToLong(p -> p.spec().shape().elements()).sum())
                .isEqualTo(108_310_272);
    }

    @Test
    void theVectorOfATextDoesNotDependOnItsPadding() {
        Bert bert = new Bert(SMALL).init(Key.of(1));
        float[] padded = LastToken.of(bert.forward(ids, mask, Pass.EVAL), mask).toFloats();
        Tensor alone = ids.slice(0, 0, 1).slice(1, 0, 4);
        Tensor ones = mask.slice(0, 0, 1).slice(1, 0, 4);
        float[] unpadded = LastToken.of(bert.forward(alone, ones, Pass.EVAL), ones).toFloats();
        for (int i = 0; i < unpadded.length; i++) {
            assertThat(padded[i]).isCloseTo(unpadded[i], within(1e-5f));
        }
    }

    @Test
    void everyTrainedParameterGetsAGradientAndThePoolerDeclaresThatItGetsNone() {
        Bert bert = new Bert(SMALL).init(Key.of(1));
        Gradients gradients = LastToken.of(bert.forward(ids, mask, Pass.train(Key.of(2))), mask).square().sum()
                .backward();
        bert.parameters().forEach((name, parameter) -> assertThat(gradients.has(parameter.value())).as(name)
                .isEqualTo(parameter.use() == Parameter.Use.TRAINED));
        assertThat(bert.parameters().entrySet().stream().filter(e -> e.getValue().use() == Parameter.Use.UNUSED)
                .map(Map.Entry::getKey)).containsExactly("pooler.dense.weight", "pooler.dense.bias");
    }

    @Test
    void dropoutIsAFunctionOfTheKeyAlsoWhenLayersAreComputedAgain() {
        List<float[]> plain = gradients(Pass.train(Key.of(3)));
        List<float[]> again = gradients(Pass.train(Key.of(3)).recomputing());
        List<float[]> other = gradients(Pass.train(Key.of(4)));
        for (int i = 0; i < plain.size(); i++) {
            assertThat(again.get(i)).isEqualTo(plain.get(i));
        }
        assertThat(other.getFirst()).isNotEqualTo(plain.getFirst());
    }

    private List<float[]> gradients(Pass pass) {
        Bert bert = new Bert(SMALL.withDropout(0.3, 0.3)).init(Key.of(1));
        Gradients gradients = bert.forward(ids, mask, pass).square().sum().backward();
        return bert.parameters().values().stream().filter(p -> p.use() == Parameter.Use.TRAINED)
                .map(p -> gradients.of(p.value()).toFloats()).toList();
    }

    @Test
    void wrongInputIsRefusedWithAReason() {
        Bert bert = new Bert(SMALL).init(Key.of(1));
        Tensor longText = Tensor.of(new int[17], 1, 17);
        assertThatThrownBy(() -> bert.forward(longText, longText, Pass.EVAL)).isInstanceOf(ShapeException.class)
                .hasMessageContaining("17 tokens, this model knows 16 positions");
        assertThatThrownBy(() -> LastToken.of(Tensor.ones(2, 6, 4), Tensor.of(new int[12], 2, 6)))
                .isInstanceOf(ShapeException.class).hasMessageContaining("has no token");
    }

    @Test
    void aConfigurationSurvivesJson() {
        assertThat(BertConfig.fromJson(SMALL.toJson())).isEqualTo(SMALL);
    }
}
