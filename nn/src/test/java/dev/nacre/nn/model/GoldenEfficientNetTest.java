package dev.nacre.nn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Autograd;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.Golden;
import dev.nacre.core.golden.GoldenGradients;
import dev.nacre.core.golden.PseudoState;
import dev.nacre.core.golden.RelativeError;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.PseudoWeights;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.StoredTensor;
import dev.nacre.nn.Entry;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EfficientNet against values that PyTorch computed in double precision. */
class GoldenEfficientNetTest {
    private static final String PREFIX = "image_encoder.";
    private static final List<String> STAGES = List.of("stem", "stage1", "stage2", "stage3", "stage4", "stage5",
            "stage6", "stage7", "head");
    private static final double EVALUATION = 1e-5;
    private static final double TRAINING = 1e-4;
    private static final double GRADIENTS = 1e-3;

    private static EfficientNet model(String size, SafetensorsFile golden) {
        EfficientNetConfig config = size.equals("b2") ? EfficientNetConfig.B2 : EfficientNetConfig.B5;
        EfficientNet model = new EfficientNet(config.withDropout(0, 0));
        PseudoState.fill(model.state(), PREFIX, PseudoWeights.of(golden));
        return model;
    }

    private static void assertClose(String what, Tensor actual, SafetensorsFile golden, double tolerance) {
        Shape expected = golden.tensor(what).shape();
        assertThat(actual.shape()).as(what).isEqualTo(expected);
        assertThat(RelativeError.of(actual.toFloats(), golden.floats(what))).as(what).isLessThan(tolerance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b2", "b5"})
    void evaluates(String size) {
        try (SafetensorsFile golden = Golden.safetensors("models/efficientnet-" + size + ".safetensors")) {
            EfficientNet model = model(size, golden);
            Tensor picture = PseudoState.picture(golden);
            List<Tensor> stages = model.stages(picture, Pass.EVAL);
            for (int i = 0; i < STAGES.size(); i++) {
                Tensor nchw = FileLayout.IMAGE.toFile(stages.get(i));
                Tensor slice = nchw.slice(1, 0, 8).slice(2, 0, 4).slice(3, 0, 4);
                assertClose("eval." + STAGES.get(i) + ".slice", slice, golden, EVALUATION);
                float[] moments = golden.floats("eval." + STAGES.get(i) + ".moments");
                assertThat(RelativeError.of(moments(nchw), moments)).as(STAGES.get(i) + " moments")
                        .isLessThan(EVALUATION);
            }
            assertClose("eval.map", FileLayout.IMAGE.toFile(stages.getLast()), golden, EVALUATION);
            assertClose("eval.pooled", model.forward(picture, Pass.EVAL), golden, EVALUATION);
        }
    }

    /** Mean and unbiased standard deviation over all elements. */
    private static float[] moments(Tensor x) {
        double[] values = x.toDoubles();
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / (values.length - 1);
        }
        return new float[] {(float) mean, (float) Math.sqrt(variance)};
    }

    @ParameterizedTest
    @ValueSource(strings = {"b2", "b5"})
    void trains(String size) {
        try (SafetensorsFile golden = Golden.safetensors("models/efficientnet-" + size + ".safetensors")) {
            EfficientNet model = model(size, golden);
            Tensor pooled = model.forward(PseudoState.picture(golden), Pass.train(Key.of(0)));
            assertClose("train.pooled", pooled, golden, TRAINING);
            Tensor cotangent = Tensor.of(PseudoWeights.of(golden).input("output.cotangent", pooled.shape().sizes()),
                    pooled.shape().sizes());
            Tensor loss = pooled.mul(cotangent).sum();
            GoldenGradients.assertDotProduct("train.loss", loss, pooled, cotangent, golden, TRAINING);
            Gradients gradients = loss.backward();
            Map<String, Parameter> parameters = model.parameters();
            new GoldenGradients(golden, "train.", GRADIENTS).check(name -> {
                Parameter parameter = parameters.get(name.substring(PREFIX.length()));
                return parameter.layout().toFile(gradients.of(parameter.value()));
            });
            Map<String, Entry> entries = model.entries();
            List<String> after = golden.tensors().stream().map(StoredTensor::name)
                    .filter(name -> name.startsWith("train.after.")).toList();
            assertThat(after).isNotEmpty();
            for (String name : after) {
                Entry entry = entries.get(name.substring(("train.after." + PREFIX).length()));
                assertClose(name, Autograd.withoutGradients(entry::value), golden, TRAINING);
            }
        }
    }
}
