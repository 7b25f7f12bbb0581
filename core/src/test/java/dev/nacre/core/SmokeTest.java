package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.op.Recompute;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One page that proves the whole stack: tensors, operations, gradients, scopes, errors. */
class SmokeTest {
    @Test
    void gradientOfASmallNetworkEqualsTheOneWorkedOutByHand() {
        Tensor w = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).requireGrad();
        Tensor x = Tensor.of(new float[] {5, 6}, 1, 2);
        Tensor loss = x.matmul(w).square().sum();
        Gradients gradients = loss.backward();
        // y = [23, 34]; dL/dw = xᵀ·2y
        assertThat(loss.item()).isEqualTo(23 * 23 + 34 * 34);
        assertThat(gradients.of(w).toFloats()).containsExactly(230, 340, 276, 408);
    }

    @Test
    void viewsShareMemoryAndSendGradientsBack() {
        Tensor x = Tensor.arange(24).to(DType.FLOAT32).reshape(2, 3, 4).requireGrad();
        Tensor y = x.transpose(0, 2).slice(0, 1, 4, 2).flip(1);
        assertThat(y.shape()).isEqualTo(Shape.of(2, 3, 2));
        assertThat(y.toFloats()).startsWith(9, 21, 5, 17, 1, 13);
        float[] gradient = y.mul(y).sum().backward().of(x).toFloats();
        assertThat(gradient[9]).isEqualTo(18);
        assertThat(gradient[8]).isZero();
    }

    @Test
    void aTensorUsedTwiceGetsBothGradients() {
        Tensor x = Tensor.of(new float[] {3}).requireGrad();
        assertThat(x.mul(x).add(x).sum().backward().of(x).toFloats()).containsExactly(7);
    }

    @Test
    void scopesGiveBackAndSaySo() {
        Tensor kept;
        Tensor lost;
        try (Scope scope = Scope.open("test")) {
            lost = Tensor.ones(2, 3);
            kept = scope.keep(lost.add(1));
        }
        assertThat(kept.toFloats()).containsOnly(2);
        assertThatThrownBy(lost::toFloats).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("FLOAT32[2, 3]").hasMessageContaining("end of scope 'test'");
    }

    @Test
    void aSecondBackwardIsRefusedWithAReason() {
        Tensor x = Tensor.of(new float[] {3}).requireGrad();
        Tensor loss = x.square().sum();
        loss.backward();
        assertThatThrownBy(loss::backward).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("backward has already passed");
    }

    @Test
    void errorsNameTheOperationTheShapesAndTheModule() {
        assertThatThrownBy(() -> ModulePath.within("image_encoder", () -> ModulePath.within("_conv_stem",
                () -> Tensor.ones(2, 3).matmul(Tensor.ones(4, 5))))).isInstanceOf(ShapeException.class)
                .hasMessage("matmul(float32[2, 3], float32[4, 5]): dimension -2 of input 1 (summed with the last of "
                        + "input 0) must be 3, not 4 (in image_encoder._conv_stem)");
    }

    @Test
    void aRecomputedBlockHasTheSameGradients() {
        Tensor w = Tensor.randn(Key.of(1), 5, 5).requireGrad();
        Tensor x = Tensor.randn(Key.of(2), 3, 5).requireGrad();
        Gradients plain = x.matmul(w).tanh().matmul(w).sum().backward();
        Tensor recomputed = Recompute.checkpoint(in -> List.of(in.getFirst().matmul(w).tanh().matmul(w)), List.of(x))
                .getFirst();
        Gradients again = recomputed.sum().backward();
        assertThat(again.of(w).toFloats()).containsExactly(plain.of(w).toFloats());
        assertThat(again.of(x).toFloats()).containsExactly(plain.of(x).toFloats());
    }
}
