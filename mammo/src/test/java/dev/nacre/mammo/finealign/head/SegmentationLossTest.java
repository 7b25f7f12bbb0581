package dev.nacre.mammo.finealign.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Tensor;
import org.junit.jupiter.api.Test;

class SegmentationLossTest {
    @Test
    void whatIsFoundWhereNothingIsCostsAndHasAGradient() {
        Tensor logits = Tensor.of(new float[] {-1, 2, 0.5f, -3}, 2, 2, 1, 1).requireGrad();
        Tensor lesions = Tensor.of(new float[] {0, 0, 1, 0}, 2, 2, 1, 1);
        Tensor loss = SegmentationLoss.of(logits, lesions);
        double[] p = logits.sigmoid().toDoubles();
        double entropy = -(Math.log(1 - p[0]) + Math.log(1 - p[1]) + Math.log(p[2]) + Math.log(1 - p[3])) / 4;
        double first = 1 / (p[0] + p[1] + 1);
        double second = (2 * p[2] + 1) / (p[2] + p[3] + 2);
        assertThat(loss.item()).isCloseTo(entropy + 1 - (first + second) / 2, within(1e-5));
        Gradients gradients = loss.backward();
        assertThat(gradients.of(logits).toFloats()[0]).isPositive();
        assertThat(gradients.of(logits).toFloats()[1]).isPositive();
        assertThat(gradients.of(logits).toFloats()[2]).isNegative();
    }
}
