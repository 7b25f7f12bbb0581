package dev.nacre.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.PseudoWeights;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.StoredTensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenPseudoWeightsTest {
    /** 12 AdamW steps at a learning rate of at most 5e-5, and room for rounding. */
    private static final double MOVED_BY_TRAINING = 12 * 5e-5 * 1.5;

    private final PseudoWeights unsalted = new PseudoWeights(0);

    @Test
    void followTheWrittenRule() {
        assertThat(unsalted.input("input.image", 4))
                .containsExactly(-0.87419128f, -0.1906898f, -0.87793708f, -0.47896516f);
        assertThat(unsalted.parameter("image_encoder._conv_stem.weight", 32, 3, 3, 3))
                .startsWith(-0.14232389f, -0.12395934f, 0.24972121f);
        assertThat(unsalted.parameter("logit_scale")).containsExactly((float) Math.log(1 / 0.07));
        assertThat(unsalted.parameter("image_encoder._bn0.num_batches_tracked")).containsExactly(0f);
        assertThat(unsalted.parameter("image_encoder._bn0.running_var", 32)).startsWith(1 + 0.25f * 0.81248546f);
    }

    @Test
    void saltGivesOtherValues() {
        assertThat(new PseudoWeights(1).input("input.image", 100)).isNotEqualTo(unsalted.input("input.image", 100));
        for (float u : unsalted.input("input.image", 10_000)) {
            assertThat(u).isGreaterThanOrEqualTo(-1).isLessThan(1);
        }
    }

    @Test
    void startWhereTheTrainingRunStarted() {
        try (SafetensorsFile run = Golden.safetensors("models/training-run.safetensors")) {
            PseudoWeights weights = PseudoWeights.of(run);
            Json shapes = Json.parse(run.metadata().get("state_dict"));
            List<String> names = run.tensors().stream().map(StoredTensor::name)
                    .filter(name -> name.startsWith("after.") && name.endsWith(".weight")).toList();
            assertThat(names).hasSize(5);
            for (String name : names) {
                String parameter = name.substring("after.".length());
                long[] shape = shapes.get(parameter).items().stream().mapToLong(Json::whole).toArray();
                float[] after = run.floats(name);
                float[] before = Arrays.copyOf(weights.parameter(parameter, shape), after.length);
                for (int i = 0; i < after.length; i++) {
                    assertThat((double) after[i]).as("%s[%d]", name, i).isCloseTo(before[i], within(MOVED_BY_TRAINING));
                }
            }
        }
    }

    @Test
    void relativeErrorIsOfWholeTensors() {
        assertThat(RelativeError.of(new float[] {3, 4.5f}, new float[] {3, 4})).isCloseTo(0.1, within(1e-12));
        assertThat(RelativeError.of(new float[] {0, 0}, new float[] {0, 0})).isZero();
        assertThat(RelativeError.of(new float[] {1}, new float[] {0})).isInfinite();
        assertThat(RelativeError.of(new float[] {Float.NaN}, new float[] {1})).isInfinite();
        assertThat(RelativeError.norm(new float[] {3, 4})).isEqualTo(5);
    }
}
