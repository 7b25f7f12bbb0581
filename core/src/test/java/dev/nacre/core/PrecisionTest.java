package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Window;
import org.junit.jupiter.api.Test;

/** Products in bfloat16, everything else in float32. */
class PrecisionTest {
    private final Tensor a = Tensor.randn(Key.of(1), 3, 8);
    private final Tensor b = Tensor.randn(Key.of(2), 8, 5);

    private static Tensor rounded(Tensor x) {
        return x.to(DType.BFLOAT16).to(DType.FLOAT32);
    }

    @Test
    void productsRoundTheirOperands() {
        Tensor product = Precision.BFLOAT16.run(() -> a.matmul(b));
        assertThat(product.type()).isEqualTo(DType.FLOAT32);
        assertThat(product.toFloats()).containsExactly(rounded(a).matmul(rounded(b)).toFloats())
                .isNotEqualTo(a.matmul(b).toFloats());
        Tensor picture = Tensor.randn(Key.of(3), 1, 4, 4, 2);
        Tensor weight = Tensor.randn(Key.of(4), 3, 3, 2, 3);
        assertThat(Precision.BFLOAT16.run(() -> Conv2d.of(picture, weight, Window.PLAIN)).toFloats())
                .containsExactly(Conv2d.of(rounded(picture), rounded(weight), Window.PLAIN).toFloats());
    }

    @Test
    void everythingElseStaysAsItIs() {
        assertThat(Precision.BFLOAT16.run(() -> a.add(a).sum(1)).toFloats())
                .containsExactly(a.add(a).sum(1).toFloats());
        Tensor wide = a.to(DType.FLOAT64);
        assertThat(Precision.BFLOAT16.run(() -> wide.matmul(wide.transpose(0, 1))).toDoubles())
                .containsExactly(wide.matmul(wide.transpose(0, 1)).toDoubles());
    }

    @Test
    void gradientsOfFloat32ParametersAreFloat32() {
        Tensor weight = b.requireGrad();
        Gradients gradients = Precision.BFLOAT16.run(() -> a.matmul(weight).square().mean()).backward();
        assertThat(gradients.of(weight).type()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void thePolicyEndsWithItsBody() {
        assertThat(Precision.BFLOAT16.run(() -> Precision.FLOAT32.run(Precision::current)))
                .isEqualTo(Precision.FLOAT32);
        assertThat(Precision.current()).isEqualTo(Precision.FLOAT32);
    }
}
