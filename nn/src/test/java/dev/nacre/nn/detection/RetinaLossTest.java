package dev.nacre.nn.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses and gradients are those of PyTorch in double precision. */
class RetinaLossTest {
    private static final Offset<Float> CLOSE = within(2e-6f);

    @Test
    void theFocalLossAndItsSlopeAreExactHoweverWrongALogitIs() {
        expect(FocalLoss.RETINA_NET,
                new float[] {8.19624934e-05f, 0.0943529002f, 0.36940866f, 0.000113492024f, 8.99989401f, 2.99996467f},
                new float[] {0.000236153885f, -0.131537955f, 0.468895422f, -0.000318896232f, 0.75009677f,
                    -0.250032257f});
    }

    @Test
    void clampedProbabilitiesHaveNoSlopeWhereALogitIsVeryWrong() {
        expect(FocalLoss.PAPER,
                new float[] {8.19624934e-05f, 0.0943529002f, 0.36940866f, 0.000113492024f, 6.9063738f, 2.3021246f},
                new float[] {0.000236153885f, -0.131537955f, 0.468895422f, -0.000318896232f, 0, 0});
    }

    private static void expect(FocalLoss focal, float[] costs, float[] slopes) {
        Tensor logits = Tensor.of(new float[] {-3, -0.5f, 0.7f, 2.5f, 12, -12}).requireGrad();
        Tensor targets = Tensor.of(new float[] {0, 1, 0, 1, 0, 1});
        Tensor each = focal.each(logits, targets);
        assertThat(each.toFloats()).containsExactly(costs, within(5e-6f));
        assertThat(each.sum().backward().of(logits).toFloats()).containsExactly(slopes, CLOSE);
    }

    @ParameterizedTest
    @EnumSource(FocalLoss.Probabilities.class)
    void lossAndGradientsAreThoseOfThePublishedFormula(FocalLoss.Probabilities probabilities) {
        int anchors = AnchorGrid.RETINA_NET.count(AnchorsTest.SMALL);
        Tensor codes = wave(true, 0.37, 1, 2, anchors, 4).requireGrad();
        Tensor logits = wave(false, 0.61, 2, 2, anchors, 2).requireGrad();
        List<List<LabelledBox>> objects = List.of(List.of(
                new LabelledBox(new BoundingBox(-10, -12, 20, 26), 1),
                new LabelledBox(new BoundingBox(-20, -22, 44, 38), 0)), List.of());
        RetinaLoss.Parts parts = RetinaLoss.with(new FocalLoss(0.25, 2, probabilities)).of(
                new Predictions(AnchorsTest.SMALL, codes, logits), AnchorGrid.RETINA_NET, objects);
        assertThat(parts.classes().item()).isCloseTo(28.449402502330912, within(1e-4));
        assertThat(parts.boxes().item()).isCloseTo(0.5648675491297778, within(1e-6));
        Gradients gradients = parts.total().backward();
        float[] ofCodes = gradients.of(codes).toFloats();
        float[] ofLogits = gradients.of(logits).toFloats();
        assertThat(length(ofCodes)).isCloseTo(0.044774446735780085, within(1e-7));
        assertThat(length(ofLogits)).isCloseTo(2.790605550978861, within(1e-5));
        assertThat(ofLogits[6]).isCloseTo(0.00012321682318666927f, CLOSE);
        assertThat(ofLogits[7]).isCloseTo(-0.003022531288038327f, CLOSE);
        assertThat(ofLogits[2 * anchors + 10]).isCloseTo(0.3978482522982902f, CLOSE);
        assertThat(new float[] {ofCodes[12], ofCodes[13], ofCodes[14], ofCodes[15]})
                .containsOnly(new float[] {-0.004310344827586207f}, within(1e-8f));
    }

    private static double length(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static Tensor wave(boolean sine, double step, double factor, long... sizes) {
        float[] values = new float[(int) (sizes[0] * sizes[1] * sizes[2])];
        for (int index = 0; index < values.length; index++) {
            values[index] = (float) (factor * (sine ? Math.sin(index * step) : Math.cos(index * step)));
        }
        return Tensor.of(values, sizes);
    }

    @Test
    void aFalseDetectionInAPictureWithoutObjectsCosts() {
        int anchors = AnchorGrid.RETINA_NET.count(AnchorsTest.SMALL);
        float[] quiet = new float[anchors];
        Arrays.fill(quiet, -5);
        float[] loud = quiet.clone();
        loud[17] = 3;
        double[] costs = new double[2];
        for (int which = 0; which < 2; which++) {
            costs[which] = RetinaLoss.RETINA_NET.of(new Predictions(AnchorsTest.SMALL, Tensor.zeros(1, anchors, 4),
                    Tensor.of(which == 0 ? quiet : loud, 1, anchors, 1)), AnchorGrid.RETINA_NET, List.of(List.of()))
                    .total().item();
        }
        // 0.75 · σ(3)² · ln(1 + e³)
        assertThat(costs[1] - costs[0]).isCloseTo(2.0746, within(1e-3));
    }
}
