package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FiniteCheckTest {
    @Test
    void theFirstOperationAndItsModuleAreNamed() {
        Tensor x = Tensor.of(new float[] {1, 0, 4}, 3);
        assertThatThrownBy(() -> FiniteCheck.run(() -> ModulePath.run("encoder",
                () -> ModulePath.run("layer.2", () -> x.mul(2).log().exp().sum()))))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("module encoder.layer.2: log gave 1 of 3 values that are not finite from finite inputs");
    }

    @Test
    void damagedInputsAreSaidToBeSo() {
        Tensor x = Tensor.of(new float[] {Float.NaN, 0}, 2);
        assertThatThrownBy(() -> FiniteCheck.run(() -> x.mul(2)))
                .isInstanceOf(NonFiniteException.class).hasMessageContaining("inputs already hold such values");
    }

    @Test
    void theBackwardPassKnowsTheModuleThatRecordedTheOperation() {
        Tensor x = Tensor.of(new float[] {0, 1}, 2).requireGrad();
        assertThatThrownBy(() -> FiniteCheck.run(() -> {
            Tensor[] root = new Tensor[1];
            ModulePath.run("head", () -> root[0] = x.sqrt().sum());
            root[0].backward();
        })).isInstanceOfSatisfying(NonFiniteException.class, e -> assertThat(e.module()).isEqualTo("head"));
    }

    @Test
    void finiteWorkIsLeftAlone() {
        FiniteCheck.run(() -> assertThat(Tensor.of(new float[] {1, 2}, 2).exp().sum().item()).isGreaterThan(0));
        assertThat(FiniteCheck.isActive()).isFalse();
    }
}
