package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Gradients;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.Golden;
import dev.nacre.core.golden.RelativeError;
import dev.nacre.core.io.PseudoWeights;
import dev.nacre.core.io.SafetensorsFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The four-pair loss against values that PyTorch computed in double precision. */
class GoldenMammoClipLossTest {
    private static final double TOLERANCE = 1e-5;
    /** Of the largest gradient: one that nearly cancels, as the scale's may, keeps the rounding of its terms. */
    private static final double ROUNDING = 1e-6;

    @Test
    void lossPartsAndGradientsEqualTheGoldenOnes() {
        try (SafetensorsFile golden = Golden.safetensors("models/mammo-clip-loss.safetensors")) {
            PseudoWeights weights = PseudoWeights.of(golden);
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            for (String name : new String[] {"image1", "image2", "text1", "text2"}) {
                long[] sizes = golden.tensor("grad." + name).shape().sizes();
                inputs.put(name, Tensor.of(weights.input("embedding." + name, sizes), sizes).requireGrad());
            }
            inputs.put("logit_scale", Tensor.scalar(weights.parameter("logit_scale")[0]).requireGrad());
            MammoClipLoss loss = MammoClipLoss.of(inputs.get("image1"), inputs.get("image2"), inputs.get("text1"),
                    inputs.get("text2"), inputs.get("logit_scale"));
            assertClose("loss", golden, (float) loss.total().item());
            float[] parts = new float[4];
            Tensor[] found = Stream.of(loss.imageText(), loss.textImage(), loss.imageImage(), loss.textText())
                    .toArray(Tensor[]::new);
            for (int i = 0; i < parts.length; i++) {
                parts[i] = (float) found[i].item();
            }
            assertClose("parts.i2t_t2i_ii_tt", golden, parts);
            Gradients gradients = loss.total().backward();
            double largest = inputs.keySet().stream()
                    .mapToDouble(name -> RelativeError.norm(golden.floats("grad." + name))).max().orElseThrow();
            inputs.forEach((name, leaf) -> {
                float[] expected = golden.floats("grad." + name);
                float[] difference = gradients.of(leaf).toFloats();
                for (int i = 0; i < expected.length; i++) {
                    difference[i] -= expected[i];
                }
                assertThat(RelativeError.norm(difference)).as("gradient of %s", name)
                        .isLessThanOrEqualTo(TOLERANCE * RelativeError.norm(expected) + ROUNDING * largest);
            });
        }
    }

    private static void assertClose(String what, SafetensorsFile golden, float... actual) {
        assertThat(RelativeError.of(actual, golden.floats(what))).as(what).isLessThanOrEqualTo(TOLERANCE);
    }
}
