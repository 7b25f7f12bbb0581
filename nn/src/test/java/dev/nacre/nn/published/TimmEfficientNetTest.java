package dev.nacre.nn.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.PseudoState;
import dev.nacre.core.golden.RelativeError;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.PseudoWeights;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Beside timm 1.0.29: its two B0 variants with pseudo-weights under timm's own names, in float64, on two pictures of
 * odd sizes, where the paddings of the variants differ.
 */
class TimmEfficientNetTest {
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @EnumSource
    void resultsAreTimms(TimmEfficientNet.Variant variant, @TempDir Path folder) throws Exception {
        try (SafetensorsFile timm = SafetensorsFile.open(golden());
                SafetensorsFile weights = SafetensorsFile.open(weights(timm, folder.resolve("weights.safetensors")))) {
            EfficientNet network = TimmEfficientNet.of(weights, variant).orElseThrow().load();
            String name = variant == TimmEfficientNet.Variant.TIMM ? "efficientnet_b0" : "tf_efficientnet_b0";
            Scope.run("comparing", () -> {
                Tensor map = network.features(PseudoState.picture(timm), Pass.EVAL);
                assertThat(RelativeError.of(map.mean(1, 2).toFloats(), timm.floats(name + ".pooled")))
                        .isLessThan(TOLERANCE);
                Tensor corner = FileLayout.IMAGE.toFile(map.slice(1, 0, 2, 1).slice(2, 0, 2, 1).slice(3, 0, 8, 1));
                assertThat(RelativeError.of(corner.toFloats(), timm.floats(name + ".map.corner")))
                        .isLessThan(TOLERANCE);
            });
        }
    }

    private static Path golden() throws URISyntaxException {
        return Path.of(TimmEfficientNetTest.class.getResource("/published/timm-efficientnet.safetensors").toURI());
    }

    private static Path weights(SafetensorsFile timm, Path file) throws IOException {
        PseudoWeights pseudo = PseudoWeights.of(timm);
        SafetensorsWriter writer = new SafetensorsWriter();
        Scope.run("writing", () -> PseudoState.listed(timm).forEach((name, shape) ->
                writer.add(name, PseudoState.tensor(pseudo.parameter(name, shape.sizes()), shape)
                        .to(name.endsWith("num_batches_tracked") ? DType.INT64 : DType.FLOAT32), FileLayout.SAME)));
        writer.write(file);
        return file;
    }
}
