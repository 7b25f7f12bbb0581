package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.memory.NativePool;
import org.junit.jupiter.api.Test;

class GradientSumTest {
    private final Tensor weight = Tensor.randn(Key.of(1), 6, 3).requireGrad();
    private final Tensor bias = Tensor.randn(Key.of(2), 3).requireGrad();

    private Tensor loss(Tensor x) {
        return x.matmul(weight).add(bias).tanh().square().mean();
    }

    @Test
    void microBatchesAddUpToTheGradientOfTheWholeBatch() {
        Tensor x = Tensor.randn(Key.of(3), 12, 6);
        Gradients whole = loss(x).backward();
        GradientSum sum = new GradientSum();
        for (int part = 0; part < 3; part++) {
            int begin = 4 * part;
            Scope.run("part", () -> sum.add(loss(x.slice(0, begin, begin + 4)).backward().scaled(1 / 3.0)));
        }
        try (Gradients total = sum.total()) {
            assertThat(total.of(weight).toFloats()).containsExactly(whole.of(weight).toFloats(), within(1e-6f));
            assertThat(total.of(bias).toFloats()).containsExactly(whole.of(bias).toFloats(), within(1e-6f));
            assertThat(total.of(weight).requiresGrad()).isFalse();
        }
    }

    @Test
    void aLeafThatOnePassDidNotReachCountsAsZeroThere() {
        float[] once = weight.square().sum().backward().of(weight).toFloats();
        float[] other = bias.square().sum().backward().of(bias).toFloats();
        GradientSum sum = new GradientSum().add(weight.square().sum().backward()).add(bias.square().sum().backward());
        Gradients total = sum.total();
        assertThat(total.size()).isEqualTo(2);
        assertThat(total.of(weight).toFloats()).containsExactly(once);
        assertThat(total.of(bias).toFloats()).containsExactly(other);
    }

    @Test
    void whatWasAddedBelongsToTheSumAndGoesBackWithIt() {
        long before = NativePool.shared().inUse();
        Scope.run("a training step", () -> {
            try (GradientSum sum = new GradientSum()) {
                Gradients first = weight.square().sum().backward();
                sum.add(first).add(weight.sum().backward());
                assertThatThrownBy(() -> first.of(weight).toFloats()).isInstanceOf(IllegalStateException.class);
            }
        });
        assertThat(NativePool.shared().inUse()).isLessThanOrEqualTo(before);
    }

    @Test
    void theTotalLivesBeyondTheScopesOfItsPartsAndLeavesTheSumEmpty() {
        GradientSum sum = new GradientSum();
        Scope.run("part", () -> sum.add(bias.sum().backward()));
        Gradients total = sum.total();
        sum.close();
        assertThat(total.of(bias).toFloats()).containsOnly(1);
        assertThat(sum.total().size()).isZero();
        total.close();
    }

    @Test
    void scaledMultipliesEachGradient() {
        assertThat(bias.sum().backward().scaled(-2).of(bias).toFloats()).containsOnly(-2);
    }
}
