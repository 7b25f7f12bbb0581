package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.memory.NativePool;
import dev.nacre.core.op.Recompute;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks that are computed again in the backward pass have the gradients they would have had. */
class RecomputeTest {
    private final Tensor weight = Tensor.randn(Key.of(1), 6, 6).requireGrad();
    private final Tensor a = Tensor.randn(Key.of(2), 4, 6).requireGrad();
    private final Tensor b = Tensor.randn(Key.of(3), 4, 6).requireGrad();

    private List<Tensor> block(List<Tensor> in) {
        Tensor sum = in.get(0).matmul(weight).tanh().add(in.get(1));
        return List.of(sum.square(), sum.matmul(weight), in.get(0).equalTo(in.get(1)));
    }

    private static Tensor loss(List<Tensor> outputs) {
        return outputs.get(0).sum().add(outputs.get(1).sigmoid().sum());
    }

    @Test
    void severalInputsOutputsAndCapturedParameters() {
        Gradients expected = loss(block(List.of(a, b))).backward();
        Gradients actual = loss(Recompute.checkpoint(this::block, List.of(a, b))).backward();
        for (Tensor leaf : List.of(weight, a, b)) {
            assertThat(actual.of(leaf).toFloats()).containsExactly(expected.of(leaf).toFloats());
        }
        assertThat(actual.size()).isEqualTo(3);
    }

    @Test
    void anOutputThatNobodyUsesCountsAsZero() {
        Gradients expected = block(List.of(a, b)).get(1).sum().backward();
        Gradients actual = Recompute.checkpoint(this::block, List.of(a, b)).get(1).sum().backward();
        assertThat(actual.of(weight).toFloats()).containsExactly(expected.of(weight).toFloats());
        assertThat(actual.of(b).toFloats()).containsExactly(expected.of(b).toFloats());
    }

    @Test
    void blocksInARowAndInsideEachOther() {
        Gradients expected = block(List.of(block(List.of(a, b)).get(1), b)).get(0).sum().backward();
        Tensor first = Recompute.checkpoint(
                in -> Recompute.checkpoint(this::block, in), List.of(a, b)).get(1);
        Gradients actual = Recompute.checkpoint(this::block, List.of(first, b)).get(0).sum().backward();
        for (Tensor leaf : List.of(weight, a, b)) {
            // The block's own gradients are summed first: the order of summation differs.
            assertThat(actual.of(leaf).toFloats()).containsExactly(expected.of(leaf).toFloats(), within(1e-5f));
        }
    }

    @Test
    void theSecondTimeIsAnnouncedAndKeysGiveTheSameMask() {
        List<Boolean> active = new ArrayList<>();
        List<Float> masks = new ArrayList<>();
        Tensor y = Recompute.checkpoint(in -> {
            active.add(Recompute.isActive());
            Tensor mask = Tensor.random(Key.of(9), new Distribution.Bernoulli(0.5), 4, 6);
            masks.add(mask.mul(Tensor.randn(Key.of(4), 4, 6)).sum().toFloats()[0]);
            return List.of(in.getFirst().mul(mask));
        }, List.of(a)).getFirst();
        float[] gradient = y.sum().backward().of(a).toFloats();
        assertThat(active).containsExactly(false, true);
        assertThat(masks.get(0)).isEqualTo(masks.get(1));
        assertThat(gradient).containsExactly(
                Tensor.random(Key.of(9), new Distribution.Bernoulli(0.5), 4, 6).toFloats());
    }

    @Test
    void aResultFromOutsideMustBeAnInput() {
        Tensor outside = a.mul(2);
        Tensor y = Recompute.checkpoint(in -> List.of(in.getFirst().mul(outside)), List.of(b)).getFirst();
        assertThatThrownBy(() -> y.sum().backward()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("uses a result of affine from outside")
                .hasMessageContaining("pass such tensors to checkpoint as inputs");
    }

    @Test
    void theSecondTimeHasThePrecisionOfTheFirst() {
        Gradients expected = Precision.BFLOAT16.run(() -> loss(block(List.of(a, b)))).backward();
        Gradients actual = Precision.BFLOAT16.run(() -> loss(Recompute.checkpoint(this::block, List.of(a, b))))
                .backward();
        assertThat(actual.of(weight).toFloats()).containsExactly(expected.of(weight).toFloats());
    }

    @Test
    void nothingInsideIsStored() {
        Tensor x = Tensor.randn(Key.of(5), 100, 6).requireGrad();
        long before = NativePool.shared().inUse();
        Tensor y = Recompute.checkpoint(in -> {
            Tensor h = in.getFirst();
            for (int i = 0; i < 20; i++) {
                h = h.matmul(weight).tanh();
            }
            return List.of(h);
        }, List.of(x)).getFirst();
        assertThat(NativePool.shared().inUse() - before).isLessThan(2 * 100 * 6 * 4 + 1000);
        assertThat(y.sum().backward().of(x).shape()).isEqualTo(x.shape());
    }

    @Test
    void aBlockInWhichNothingNeedsAGradientIsNotRecordedAndHoldsNothing() {
        Tensor constant = Tensor.randn(Key.of(6), 6, 6);
        Tensor x = Tensor.randn(Key.of(7), 4, 6);
        long before = NativePool.shared().inUse();
        Tensor y = Recompute.checkpoint(in -> List.of(in.getFirst().matmul(constant).tanh()), List.of(x)).getFirst();
        assertThat(y.requiresGrad()).isFalse();
        y.close();
        assertThat(NativePool.shared().inUse()).isLessThanOrEqualTo(before);
        Tensor captured = Recompute.checkpoint(in -> Recompute.checkpoint(
                inner -> List.of(inner.getFirst().matmul(weight)), in), List.of(x)).getFirst();
        assertThat(captured.sum().backward().of(weight).toFloats())
                .containsExactly(x.matmul(weight).sum().backward().of(weight).toFloats());
    }

    @Test
    void withoutRecordingItIsJustTheBlock() {
        Tensor y = Autograd.withoutGradients(() -> Recompute.checkpoint(this::block, List.of(a, b)).get(0));
        assertThat(y.requiresGrad()).isFalse();
        assertThat(y.toFloats()).containsExactly(block(List.of(a, b)).get(0).toFloats());
    }
}
