package dev.nacre.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Window;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LayersTest {
    private static final Offset<Double> CLOSE = within(1e-5);
    private static final Pass TRAINING = Pass.train(Key.of(3));

    private static double mean(Tensor x) {
        return x.mean().item();
    }

    @Test
    void dropoutZeroesItsShareAndKeepsTheMean() {
        Tensor y = new Dropout(0.25).forward(Tensor.ones(100, 400), TRAINING);
        float[] values = y.toFloats();
        int zeros = 0;
        for (float value : values) {
            assertThat(value).isIn(0f, 4f / 3);
            zeros += value == 0 ? 1 : 0;
        }
        assertThat(zeros / (double) values.length).isCloseTo(0.25, within(0.01));
        assertThat(mean(y)).isCloseTo(1, within(0.02));
    }

    @Test
    void aSigmoidBeginsAtItsPrior() {
        Tensor bias = Initialiser.prior(0.03).draw(Key.of(1), Shape.of(4));
        assertThat(mean(bias.sigmoid())).isCloseTo(0.03, CLOSE);
        assertThatThrownBy(() -> Initialiser.prior(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between 0 and 1");
    }

    @Test
    void dropoutOfSamplesDropsThemWhole() {
        float[] values = Dropout.ofSamples(0.5).forward(Tensor.ones(64, 3, 2, 5), TRAINING).toFloats();
        Set<Float> found = new HashSet<>();
        for (int sample = 0; sample < 64; sample++) {
            for (int i = 0; i < 30; i++) {
                assertThat(values[sample * 30 + i]).isEqualTo(values[sample * 30]);
            }
            found.add(values[sample * 30]);
        }
        assertThat(found).containsExactlyInAnyOrder(0f, 2f);
    }

    @Test
    void dropoutSendsGradientsThroughTheSameMask() {
        Tensor x = Tensor.ones(40, 5).requireGrad();
        Tensor y = new Dropout(0.5).forward(x, TRAINING);
        assertThat(y.sum().backward().of(x).toFloats()).isEqualTo(y.toFloats());
    }

    @Test
    void dropoutRestsInEvaluation() {
        Tensor x = Tensor.randn(Key.of(1), 4, 5);
        assertThat(new Dropout(0.5).forward(x, Pass.EVAL).toFloats()).isEqualTo(x.toFloats());
        assertThatThrownBy(() -> new Dropout(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[0, 1)");
    }

    @Test
    void runningStatisticsFollowAsInPyTorch() {
        BatchNorm2d norm = new BatchNorm2d(1, 1e-3, 0.1);
        norm.init(Key.of(0));
        Tensor x = Tensor.of(new float[] {1, 2, 3, 6}, 2, 2, 1, 1);
        float[] y = norm.forward(x, TRAINING).toFloats();
        // mean 3, variance 14/4 (14/3 without bias)
        assertThat((double) y[3]).isCloseTo(3 / Math.sqrt(3.5 + 1e-3), CLOSE);
        assertThat(norm.entries().get("running_mean").value().toDoubles()[0]).isCloseTo(0.3, CLOSE);
        assertThat(norm.entries().get("running_var").value().toDoubles()[0]).isCloseTo(0.9 + 0.1 * 14 / 3, CLOSE);
        assertThat(norm.entries().get("num_batches_tracked").value().toLongs()).containsExactly(1);
        assertThat((double) norm.forward(x, Pass.EVAL).toFloats()[3])
                .isCloseTo(5.7 / Math.sqrt(0.9 + 1.4 / 3 + 1e-3), CLOSE);
        assertThat(norm.entries().get("num_batches_tracked").value().toLongs()).containsExactly(1);
    }

    @Test
    void calibrationAveragesAllBatchesEqually() {
        BatchNorm2d norm = new BatchNorm2d(1, 1e-3, 0.01);
        norm.init(Key.of(0));
        norm.forward(Tensor.full(7, DType.FLOAT32, Shape.of(4, 1, 1, 1)), TRAINING);
        BatchNorm2d.resetStatistics(norm);
        norm.forward(Tensor.of(new float[] {1, 3}, 2, 1, 1, 1), Pass.CALIBRATION);
        norm.forward(Tensor.of(new float[] {5, 9}, 2, 1, 1, 1), Pass.CALIBRATION);
        norm.forward(Tensor.of(new float[] {0, 0}, 2, 1, 1, 1), Pass.CALIBRATION);
        assertThat(norm.entries().get("running_mean").value().toDoubles()[0]).isCloseTo(3, CLOSE);
        assertThat(norm.entries().get("running_var").value().toDoubles()[0]).isCloseTo((2 + 8 + 0) / 3.0, CLOSE);
    }

    @Test
    void aSingleValueHasNoStatistics() {
        BatchNorm2d norm = new BatchNorm2d(2, 1e-3, 0.1);
        norm.init(Key.of(0));
        assertThatThrownBy(() -> norm.forward(Tensor.ones(1, 1, 1, 2), TRAINING)).isInstanceOf(ShapeException.class)
                .hasMessageContaining("a single value has no statistics");
    }

    @Test
    void evaluationWithGradientsReachesTheInputAndPlainEvaluationRecordsNothing() {
        Linear linear = new Linear(3, 2).init(Key.of(1));
        Tensor x = Tensor.ones(1, 3).requireGrad();
        assertThat(linear.forward(x, Pass.EVAL).requiresGrad()).isFalse();
        assertThat(linear.forward(x, Pass.EVAL_WITH_GRADIENTS).sum().backward().has(x)).isTrue();
    }

    @Test
    void attentionWithDroppedWeightsAgreesWithTheFusedOneWhenNextToNothingIsDropped() {
        MultiHeadAttention fused = attention(0);
        MultiHeadAttention written = attention(1e-12);
        Tensor x = Tensor.randn(Key.of(5), 2, 7, 12);
        Tensor mask = Tensor.of(new boolean[] {true, true, true, false, false, false, false,
            true, true, true, true, true, true, true}, 2, 7);
        float[] expected = fused.forward(x, mask, TRAINING).toFloats();
        float[] actual = written.forward(x, mask, TRAINING).toFloats();
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], CLOSE);
        }
    }

    private static MultiHeadAttention attention(double dropout) {
        MultiHeadAttention attention = new MultiHeadAttention(12, 3, dropout, MultiHeadAttention.Names.BERT,
                Initialiser.normal(0.3));
        attention.init(Key.of(4));
        return attention;
    }

    @Test
    void initialisersKeepTheirBounds() {
        Conv2d conv = new Conv2d(8, 16, 3, Window.PLAIN).init(Key.of(1));
        for (Parameter parameter : conv.parameters().values()) {
            double bound = 1 / Math.sqrt(8 * 9);
            for (double value : parameter.value().toDoubles()) {
                assertThat(Math.abs(value)).isLessThanOrEqualTo(bound);
            }
        }
        double[] truncated = Initialiser.truncatedNormal(0.02).draw(Key.of(2), Shape.of(5000)).toDoubles();
        double squares = 0;
        for (double value : truncated) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo(0.04 + 1e-9);
            squares += value * value / truncated.length;
        }
        assertThat(Math.sqrt(squares)).isCloseTo(0.0176, within(0.001));
    }
}
