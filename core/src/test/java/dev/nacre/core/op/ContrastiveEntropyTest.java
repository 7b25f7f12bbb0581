package dev.nacre.core.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Precision;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastiveEntropyTest {
    private final Tensor a = random(1).requireGrad();
    private final Tensor b = random(2).requireGrad();
    private final Tensor scale = Tensor.of(new double[] {3.5}).requireGrad();

    private static Tensor random(long seed) {
        return Tensor.randn(Key.of(seed), 300, 5).to(DType.FLOAT64);
    }

    @Test
    void isTheCrossEntropyOfAllProductsInEitherDirection() {
        Tensor own = Tensor.arange(300);
        Tensor logits = a.matmul(b.transpose(0, 1)).mul(scale);
        Tensor rows = CrossEntropy.of(logits, own, 0);
        Tensor columns = CrossEntropy.of(logits.transpose(0, 1), own, 0);
        List<Tensor> both = ContrastiveEntropy.of(a, b, scale);
        assertThat(both.getFirst().item()).isEqualTo(rows.item(), within(1e-10));
        assertThat(both.getLast().item()).isEqualTo(columns.item(), within(1e-10));
        Gradients expected = rows.mul(0.3).add(columns).backward();
        Gradients actual = both.getFirst().mul(0.3).add(both.getLast()).backward();
        for (Tensor leaf : List.of(a, b, scale)) {
            assertThat(actual.of(leaf).toDoubles()).containsExactly(expected.of(leaf).toDoubles(), within(1e-9));
        }
    }

    @Test
    void aRowsOwnProductIsRoundedAsAllOthersAre() {
        Tensor x = Tensor.randn(Key.of(5), 2, 64).mul(4);
        Tensor far = x.mul(100);
        List<Tensor> both = Precision.BFLOAT16.run(() -> ContrastiveEntropy.of(x, far, Tensor.scalar(1)));
        assertThat(both.getFirst().item()).as("nothing else comes near a row's own product").isEqualTo(0, within(0.02));
    }

    @Test
    void anEmptyBatchIsRefused() {
        Tensor nothing = Tensor.zeros(0, 5);
        assertThatThrownBy(() -> ContrastiveEntropy.of(nothing, nothing, Tensor.scalar(1)))
                .isInstanceOf(ShapeException.class).hasMessageContaining("the batch is empty");
        assertThatThrownBy(() -> ContrastiveEntropy.of(nothing, Tensor.zeros(3, 5), Tensor.scalar(1)))
                .isInstanceOf(ShapeException.class);
    }
}
