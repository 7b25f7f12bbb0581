package dev.nacre.nn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.Golden;
import dev.nacre.core.golden.PseudoState;
import dev.nacre.core.golden.RelativeError;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.PseudoWeights;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.nn.Pass;
import org.junit.jupiter.api.Test;

/** The larger encoder at the size of a mammogram. */
class GoldenEfficientNetNativeTest {
    private static final double TOLERANCE = 1e-4;

    @Test
    void aWholeMammogramGivesTheGoldenMapAndVector() {
        try (SafetensorsFile golden = Golden.safetensors("models/efficientnet-b5-native.safetensors");
                Scope scope = Scope.open("native")) {
            EfficientNet model = new EfficientNet(EfficientNetConfig.B5);
            PseudoState.fill(model.state(), "image_encoder.", PseudoWeights.of(golden));
            Tensor map = scope.keep(model.features(PseudoState.picture(golden), Pass.EVAL));
            Tensor slice = FileLayout.IMAGE.toFile(map).slice(1, 0, golden.tensor("map.slice").shape().size(1));
            assertThat(slice.shape()).isEqualTo(golden.tensor("map.slice").shape());
            assertThat(RelativeError.of(slice.toFloats(), golden.floats("map.slice"))).isLessThanOrEqualTo(TOLERANCE);
            assertThat(RelativeError.of(map.mean(1, 2).toFloats(), golden.floats("pooled")))
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }
}
