package dev.nacre.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Window;
import dev.nacre.nn.Pass;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EfficientNetTest {
    private static long parameters(EfficientNetConfig config) {
        return new EfficientNet(config).parameters().values().stream()
                .mapToLong(p -> p.spec().shape().elements()).sum();
    }

    @Test
    void countsOfParametersAreThePublishedOnes() {
        assertThat(parameters(EfficientNetConfig.B0)).isEqualTo(4_007_548);
        assertThat(parameters(EfficientNetConfig.B2)).isEqualTo(7_700_994);
        assertThat(parameters(EfficientNetConfig.B5)).isEqualTo(28_340_784);
    }

    @Test
    void countsOfEntriesAreThePublishedOnes() {
        assertThat(new EfficientNet(EfficientNetConfig.B2).entries()).hasSize(506);
        assertThat(new EfficientNet(EfficientNetConfig.B5).entries()).hasSize(852);
    }

    @Test
    void squeezedChannelsFollowTheInputOfTheBlock() {
        assertThat(firstOfStages(EfficientNetConfig.B2)).extracting(EfficientNetConfig.Block::squeezed)
                .containsExactly(8, 4, 6, 12, 22, 30, 52);
        assertThat(firstOfStages(EfficientNetConfig.B5)).extracting(EfficientNetConfig.Block::out)
                .containsExactly(24, 40, 64, 128, 176, 304, 512);
    }

    @Test
    void paddingsAreThoseOfTheNominalPicture() {
        assertThat(stridedPaddings(EfficientNetConfig.B2)).containsExactly(
                List.of(0, 1), List.of(0, 1), List.of(2, 2), List.of(1, 1), List.of(2, 2));
        assertThat(stridedPaddings(EfficientNetConfig.B5)).containsExactly(
                List.of(0, 1), List.of(0, 1), List.of(1, 2), List.of(1, 1), List.of(2, 2));
        for (EfficientNetConfig config : List.of(EfficientNetConfig.B2, EfficientNetConfig.B5)) {
            assertThat(stridedPaddings(config.withPadding(EfficientNetConfig.Padding.NOMINAL))).containsExactly(
                    List.of(0, 1), List.of(0, 1), List.of(1, 2), List.of(0, 1), List.of(1, 2));
        }
    }

    private static List<EfficientNetConfig.Block> firstOfStages(EfficientNetConfig config) {
        List<EfficientNetConfig.Block> blocks = config.plan().blocks();
        return IntStream.range(0, blocks.size())
                .filter(i -> i == 0 || blocks.get(i).stage() != blocks.get(i - 1).stage()).mapToObj(blocks::get)
                .toList();
    }

    private static List<List<Integer>> stridedPaddings(EfficientNetConfig config) {
        Stream<Window> windows = Stream.concat(Stream.of(config.plan().window()),
                config.plan().blocks().stream().map(EfficientNetConfig.Block::window));
        return windows.filter(w -> w.strideHeight() == 2).peek(w -> {
            assertThat(w.left()).isEqualTo(w.top());
            assertThat(w.right()).isEqualTo(w.bottom());
        }).map(w -> List.of(w.top(), w.bottom())).toList();
    }

    @Test
    void aConfigurationSurvivesJson() {
        EfficientNetConfig config = EfficientNetConfig.B5.withBatchNormMomentum(0.1).withDropout(0.25, 0);
        assertThat(EfficientNetConfig.fromJson(config.toJson())).isEqualTo(config);
    }

    @Test
    void fromEveryMapOnTheLastMapIsTheSame() {
        EfficientNet net = new EfficientNet(EfficientNetConfig.TINY).init(Key.of(8));
        Tensor pictures = Tensor.randn(Key.of(9), 2, 48, 64, 3);
        float[] last = net.features(pictures, Pass.EVAL).toFloats();
        List<Tensor> maps = net.pyramid(pictures, Pass.EVAL);
        for (int level = 1; level <= maps.size(); level++) {
            assertThat(net.onwards(level, maps.get(level - 1), Pass.EVAL).toFloats()).as("level %d", level)
                    .isEqualTo(last);
        }
        assertThatThrownBy(() -> net.onwards(6, maps.getLast(), Pass.EVAL))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no level 6");
    }

    @Test
    void recomputedBlocksGiveTheSameGradientsAndStatistics() {
        List<float[]> plain = step(Pass.train(Key.of(5)));
        List<float[]> recomputed = step(Pass.train(Key.of(5)).recomputing());
        for (int i = 0; i < plain.size(); i++) {
            assertThat(recomputed.get(i)).as("value %d", i).isEqualTo(plain.get(i));
        }
    }

    /** Loss, all gradients, and all buffers after one training step with dropout. */
    private static List<float[]> step(Pass pass) {
        EfficientNet net = new EfficientNet(EfficientNetConfig.TINY.withDropout(0.3, 0.3)).init(Key.of(1));
        Tensor pictures = Tensor.randn(Key.of(2), 3, 64, 48, 3);
        Tensor loss = net.forward(pictures, pass).square().sum();
        Gradients gradients = loss.backward();
        return net.entries().values().stream().map(entry -> entry.value().requiresGrad()
                ? gradients.of(entry.value()).toFloats() : entry.value().toFloats()).toList();
    }

    @Test
    void tapsAreTheMapsAfterTheirBlocks() {
        EfficientNet net = new EfficientNet(EfficientNetConfig.TINY).init(Key.of(1));
        Tensor pictures = Tensor.randn(Key.of(2), 1, 64, 96, 3);
        List<Tensor> stages = net.stages(pictures, Pass.EVAL);
        // One block in each stage.
        List<Tensor> taps = net.taps(pictures, List.of(0, 2, 6), Pass.EVAL);
        assertThat(taps).hasSize(4);
        assertThat(taps.get(0).toFloats()).isEqualTo(stages.get(1).toFloats());
        assertThat(taps.get(1).toFloats()).isEqualTo(stages.get(3).toFloats());
        assertThat(taps.get(2).toFloats()).isEqualTo(stages.get(7).toFloats());
        assertThat(taps.get(3).toFloats()).isEqualTo(stages.get(8).toFloats());
        assertThat(EfficientNetConfig.TINY.channelsAfter(2)).isEqualTo((int) taps.get(1).size(3));
        assertThat(EfficientNetConfig.TINY.strideAfter(2)).isEqualTo(8);
    }

    @Test
    void theMapIsAThirtySecondOfThePicture() {
        EfficientNet net = new EfficientNet(EfficientNetConfig.TINY).init(Key.of(1));
        Tensor pictures = Tensor.randn(Key.of(2), 1, 96, 64, 3);
        assertThat(net.features(pictures, Pass.EVAL).shape()).isEqualTo(Shape.of(1, 3, 2, 320));
        assertThat(net.forward(pictures, Pass.EVAL).shape()).isEqualTo(Shape.of(1, 320));
        assertThat(net.stages(pictures, Pass.EVAL)).hasSize(9);
    }
}
