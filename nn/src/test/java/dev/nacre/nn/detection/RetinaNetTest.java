package dev.nacre.nn.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Pass;
import dev.nacre.nn.detection.RetinaNetConfig.Taps;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.EfficientNetConfig.Padding;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.GradientNorm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetinaNetTest {
    private static final int SIDE = 64;
    private static final EfficientNetConfig ENCODER = EfficientNetConfig.TINY.withDropout(0, 0);

    private static RetinaNetConfig tiny(Taps taps, int classes) {
        return new RetinaNetConfig(ENCODER, taps, 8, classes);
    }

    @Test
    void publishedMapsAreTakenAfterThePublishedBlocks() {
        assertThat(Taps.PUBLISHED.blocks(EfficientNetConfig.B5)).containsExactly(26, 37);
        assertThat(Taps.PUBLISHED.blocks(EfficientNetConfig.B2)).containsExactly(15, 21);
        RetinaNetConfig b5 = RetinaNetConfig.published(EfficientNetConfig.B5, 1);
        assertThat(b5.tapChannels()).containsExactly(176, 512, 2048);
        assertThat(b5.tapStrides()).containsExactly(16, 32, 32);
        assertThat(b5.withTaps(Taps.FINE).tapChannels()).containsExactly(64, 176, 2048);
        assertThat(b5.withTaps(Taps.FINE).tapStrides()).containsExactly(8, 16, 32);
        assertThat(RetinaNetConfig.fromJson(b5.withTaps(Taps.FINE).toJson())).isEqualTo(b5.withTaps(Taps.FINE));
    }

    @ParameterizedTest
    @EnumSource(Taps.class)
    void untrainedItGivesEveryAnchorAHundredthAndTheAnchorItself(Taps taps) {
        RetinaNet net = new RetinaNet(tiny(taps, 2)).init(Key.of(1));
        Predictions said = net.predict(Tensor.randn(Key.of(2), 1, SIDE, SIDE, 3), Pass.EVAL);
        assertThat(said.maps()).containsExactly(new MapSize(8, 8), new MapSize(4, 4), new MapSize(2, 2),
                new MapSize(1, 1), new MapSize(1, 1));
        assertThat(said.logits().shape()).isEqualTo(Shape.of(1, 9 * (64 + 16 + 4 + 1 + 1), 2));
        assertThat(said.logits().sigmoid().mean().item()).isCloseTo(0.01, within(1e-6));
        assertThat(said.codes().abs().sum().item()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Taps.class)
    void picturesOfAnySizeHaveAsManyAnchorsAsTheirMapsHavePlaces(Taps taps) {
        for (Padding padding : List.of(Padding.TRACKED, Padding.FITTED)) {
            RetinaNet net = new RetinaNet(new RetinaNetConfig(ENCODER.withPadding(padding), taps, 4, 1))
                    .init(Key.of(1));
            Predictions said = net.predict(Tensor.randn(Key.of(2), 2, 152, 92, 3), Pass.EVAL);
            assertThat(said.codes().size(1)).isEqualTo(net.grid().count(said.maps()));
            // Anchors reach from one border to the other.
            assertThat(said.maps().getFirst().height()).isBetween(152 / 8 - 1, 152 / 8 + 1);
            assertThat(said.maps().getFirst().width()).isBetween(92 / 8 - 1, 92 / 8 + 1);
        }
    }

    @Test
    void aSquareOf512PixelsHasThePublishedNumberOfAnchors() {
        RetinaNet net = new RetinaNet(new RetinaNetConfig(ENCODER.withPadding(Padding.NOMINAL), Taps.PUBLISHED, 2, 1))
                .init(Key.of(1));
        assertThat(net.predict(Tensor.randn(Key.of(2), 1, 512, 512, 3), Pass.EVAL).logits().shape())
                .isEqualTo(Shape.of(1, 49_104, 1));
    }

    /** Pictures of noise with one bright disc each, and its box. */
    private record Discs(Tensor pictures, List<List<LabelledBox>> objects) {
        static Discs of(Key key, int count) {
            float[] values = new float[count * SIDE * SIDE * 3];
            List<List<LabelledBox>> objects = new ArrayList<>();
            for (int picture = 0; picture < count; picture++) {
                Key own = key.child(picture);
                double radius = 12 + 6 * own.uniform(0);
                double x = 18 + (SIDE - 36) * own.uniform(1);
                double y = 18 + (SIDE - 36) * own.uniform(2);
                for (int index = 0; index < SIDE * SIDE; index++) {
                    boolean inside = Math.hypot(index % SIDE + 0.5 - x, index / SIDE + 0.5 - y) < radius;
                    float level = (float) (own.child(1).uniform(index) - 0.5 + (inside ? 2 : 0));
                    for (int colour = 0; colour < 3; colour++) {
                        values[(picture * SIDE * SIDE + index) * 3 + colour] = level;
                    }
                }
                objects.add(List.of(new LabelledBox(new BoundingBox(x - radius, y - radius, x + radius, y + radius),
                        0)));
            }
            return new Discs(Tensor.of(values, count, SIDE, SIDE, 3), objects);
        }
    }

    @Test
    void everyParameterHasAGradientOnceTheLastConvolutionsHaveMoved() {
        RetinaNet net = new RetinaNet(tiny(Taps.FINE, 1)).init(Key.of(1));
        try (AdamW optimiser = new AdamW(net, AdamW.Settings.decay(0))) {
            Discs discs = Discs.of(Key.of(3), 2);
            step(net, optimiser, discs, 1);
            Predictions said = net.predict(discs.pictures(), Pass.train(Key.of(2)));
            try (Gradients gradients = RetinaLoss.RETINA_NET.of(said, net.grid(), discs.objects()).total().backward()) {
                net.parameters().forEach((name, parameter) -> assertThat(gradients.of(parameter.value()).abs().sum()
                        .item()).as(name).isPositive());
            }
        }
    }

    @Test
    void stepsAgainstTheGradientMakeTheLossSmall() {
        RetinaNet net = new RetinaNet(tiny(Taps.FINE, 1)).init(Key.of(1));
        double[] losses = new double[25];
        Discs discs = Discs.of(Key.of(7), 2);
        try (AdamW optimiser = new AdamW(net, AdamW.Settings.decay(0))) {
            for (int number = 0; number < losses.length; number++) {
                int index = number;
                Scope.run("step", () -> losses[index] = step(net, optimiser, discs, index));
            }
        }
        assertThat(losses[losses.length - 1]).isLessThan(losses[0] / 3);
    }

    private static double step(RetinaNet net, AdamW optimiser, Discs discs, int number) {
        Tensor loss = RetinaLoss.RETINA_NET.of(net.predict(discs.pictures(), Pass.train(Key.of(number))), net.grid(),
                discs.objects()).total();
        double value = loss.item();
        try (Gradients gradients = loss.backward()) {
            GradientNorm.clip(gradients, 1);
            optimiser.step(gradients, 3e-3);
        }
        return value;
    }
}
