package dev.nacre.nn.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.ListedCheckpoint;
import dev.nacre.core.golden.PseudoState;
import dev.nacre.core.golden.RelativeError;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.LoadReport;
import dev.nacre.core.io.PseudoWeights;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.ResNet;
import dev.nacre.nn.model.ResNetConfig;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside timm 1.0.29's ResNets: its lists of names, and what it answers in float64 with pseudo-weights. */
class TorchvisionResNetTest {
    private static final double TOLERANCE = 1e-5;

    private static ListedCheckpoint listed(String size, UnaryOperator<String> rename) throws IOException {
        return ListedCheckpoint.of(TorchvisionResNetTest.class.getResourceAsStream("/published/state-dicts.json"),
                "timm " + size, rename);
    }

    private static ResNetConfig config(String size) {
        return size.equals("resnet18") ? ResNetConfig.RESNET_18 : ResNetConfig.RESNET_50;
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "resnet50"})
    void timmsNamesFillOurNetworkToTheLastEntry(String size) throws IOException {
        for (String wrapper : List.of("", "state_dict.module.")) {
            PublishedModel<?> model = PublishedFamilies.GENERAL.recognise(listed(size, wrapper::concat)).orElseThrow();
            assertThat(model.title()).containsIgnoringCase(size.replace("resnet", "ResNet-"));
            assertThat(((ResNet) model.model()).config()).isEqualTo(config(size));
            assertThat(model.compare().complete()).as(model.compare().summary()).isTrue();
            assertThat(model.compare().unused()).containsExactly("fc.weight", "fc.bias");
        }
    }

    @Test
    void anEntryThatPlainBlocksDoNotHaveIsReported() throws IOException {
        LoadReport report = PublishedFamilies.GENERAL.recognise(listed("resnet50",
                name -> name.equals("layer2.1.bn3.bias") ? "layer2.1.se.fc1.bias" : name)).orElseThrow().compare();
        assertThat(report.complete()).isFalse();
        assertThat(report.summary()).contains("layer2.1.se.fc1.bias").contains("layer2.1.bn3.bias");
        assertThat(new TorchvisionResNet().recognise(listed("resnet18", name -> name.replace("layer3.", "stage3."))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "resnet50"})
    void resultsAreTimms(String size) throws URISyntaxException {
        Path golden = Path.of(TorchvisionResNetTest.class.getResource("/published/timm-resnet.safetensors").toURI());
        try (SafetensorsFile timm = SafetensorsFile.open(golden)) {
            ResNet network = new ResNet(config(size));
            PseudoState.fill(network.state(), "", PseudoWeights.of(timm));
            Scope.run("comparing", () -> {
                Tensor picture = PseudoState.picture(timm);
                assertThat(RelativeError.of(network.forward(picture, Pass.EVAL).toFloats(),
                        timm.floats(size + ".pooled"))).isLessThan(TOLERANCE);
                List<Tensor> maps = network.pyramid(picture, Pass.EVAL);
                for (int k = 0; k < maps.size(); k++) {
                    Tensor corner = FileLayout.IMAGE.toFile(maps.get(k).slice(1, 0, 2).slice(2, 0, 2).slice(3, 0, 8));
                    assertThat(RelativeError.of(corner.toFloats(), timm.floats(size + ".map" + (k + 1) + ".corner")))
                            .as("map %d", k + 1).isLessThan(TOLERANCE);
                }
            });
        }
    }
}
