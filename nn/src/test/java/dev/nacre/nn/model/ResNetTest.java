package dev.nacre.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.nn.Pass;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResNetTest {
    private static long parameters(ResNetConfig config) {
        return new ResNet(config).parameters().values().stream().mapToLong(p -> p.spec().shape().elements()).sum();
    }

    @Test
    void countsOfParametersAndEntriesAreThePublishedOnes() {
        assertThat(parameters(ResNetConfig.RESNET_18)).isEqualTo(11_176_512);
        assertThat(parameters(ResNetConfig.RESNET_50)).isEqualTo(23_508_032);
        assertThat(new ResNet(ResNetConfig.RESNET_18).entries()).hasSize(120);
        assertThat(new ResNet(ResNetConfig.RESNET_50).entries()).hasSize(318);
    }

    static Stream<PyramidConfig> configurations() {
        return Stream.of(ResNetConfig.TINY,
                new ResNetConfig(ResNetConfig.Block.BOTTLENECK, List.of(1, 2, 1, 1), 4, 0.1), EfficientNetConfig.TINY,
                EfficientNetConfig.TINY.withPadding(EfficientNetConfig.Padding.FITTED));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aPyramidHalvesFiveTimes(PyramidConfig config) {
        PyramidEncoder net = PyramidEncoder.of(config).init(Key.of(1));
        Tensor pictures = Tensor.randn(Key.of(2), 2, 96, 64, 3);
        List<Tensor> maps = net.pyramid(pictures, Pass.EVAL);
        assertThat(maps).hasSize(5);
        for (int k = 0; k < 5; k++) {
            assertThat(maps.get(k).shape().sizes()).containsExactly(2, 48 >> k, 32 >> k,
                    config.pyramidChannels().get(k));
        }
        assertThat(config.features()).isEqualTo(config.pyramidChannels().getLast());
        assertThat(maps.getLast().mean(1, 2).toFloats()).isEqualTo(net.forward(pictures, Pass.EVAL).toFloats());
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void everyParameterIsReachedFromThePyramid(PyramidConfig config) {
        PyramidEncoder net = PyramidEncoder.of(config).init(Key.of(1));
        Gradients gradients = net.pyramid(Tensor.randn(Key.of(2), 2, 64, 64, 3), Pass.train(Key.of(3))).getLast()
                .square().sum().backward();
        net.parameters().forEach((name, parameter) ->
                assertThat(gradients.has(parameter.value())).as(name).isTrue());
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aConfigurationSurvivesJson(PyramidConfig config) {
        assertThat(PyramidConfig.fromJson(Json.parse(config.toJson().toString()))).isEqualTo(config);
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> PyramidConfig.fromJson(Json.object().with("kind", "vit")))
                .isInstanceOf(JsonException.class).hasMessageContaining("vit").hasMessageContaining("resnet");
    }

    @Test
    void recomputedBlocksGiveTheSameGradientsAndStatistics() {
        List<float[]> plain = step(Pass.train(Key.of(5)));
        List<float[]> recomputed = step(Pass.train(Key.of(5)).recomputing());
        for (int i = 0; i < plain.size(); i++) {
            assertThat(recomputed.get(i)).as("value %d", i).isEqualTo(plain.get(i));
        }
    }

    private static List<float[]> step(Pass pass) {
        ResNet net = new ResNet(ResNetConfig.TINY).init(Key.of(1));
        Gradients gradients = net.forward(Tensor.randn(Key.of(2), 3, 64, 32, 3), pass).square().sum().backward();
        return net.entries().values().stream().map(entry -> entry.value().requiresGrad()
                ? gradients.of(entry.value()).toFloats() : entry.value().toFloats()).toList();
    }
}
