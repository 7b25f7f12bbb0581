package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.memory.NativePool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who owns memory, when it goes back, and what using it afterwards says. */
class MemoryLifeTest {
    private static long inUse() {
        return NativePool.shared().inUse();
    }

    @Test
    void viewsShareMemory() {
        Tensor x = Tensor.ones(100, 100).contiguous();
        Tensor full = x.add(1);
        long before = inUse();
        Tensor view = full.transpose(0, 1).slice(0, 10, 20).flip(1).reshape(10, 100).unsqueeze(0).expand(7, 10, 100);
        assertThat(inUse()).isEqualTo(before);
        assertThat(view.operand().storage()).isSameAs(full.operand().storage());
        full.close();
        assertThat(view.sum().item()).as("a view keeps the memory alive").isEqualTo(7 * 10 * 100 * 2);
        assertThat(view.transpose(1, 2).reshape(7, 1000).operand().storage()).as("a copy where strides demand it")
                .isNotSameAs(view.operand().storage());
    }

    @Test
    void closingTwiceIsHarmlessAndUsingAfterwardsIsNot() {
        Tensor x = Tensor.ones(3, 4);
        x.close();
        x.close();
        assertThatThrownBy(() -> x.add(1)).isInstanceOf(IllegalStateException.class)
                .hasMessage("tensor FLOAT32[3, 4] was released by close(); keep it with Scope.keep(tensor) if it must "
                        + "live longer");
        assertThatThrownBy(x::toFloats).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> x.transpose(0, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void scopesNestAndKeptTensorsMoveOutwards() {
        long before = inUse();
        Tensor kept;
        try (Scope outer = Scope.open("outer")) {
            Tensor inner;
            try (Scope scope = Scope.open("inner")) {
                inner = scope.keep(Tensor.of(new float[5000]));
                Tensor.of(new float[5000]);
            }
            assertThat(inUse() - before).isBetween(20_000L, 25_000L);
            assertThat(inner.add(1).toFloats()).containsOnly(1);
            kept = outer.keep(Tensor.of(new float[] {1, 2}));
            outer.keep(kept);
        }
        assertThat(inUse() - before).isLessThan(1000);
        assertThat(kept.toFloats()).containsExactly(1, 2);
        kept.close();
        assertThat(inUse()).isLessThanOrEqualTo(before);
    }

    @Test
    void anExceptionInsideAScopeGivesEverythingBack() {
        long before = inUse();
        assertThatThrownBy(() -> Scope.run("failing", () -> Tensor.of(new float[5000]).add(Tensor.of(new float[3]))))
                .isInstanceOf(ShapeException.class);
        assertThat(inUse()).isEqualTo(before);
    }

    @Test
    void scopesCloseInOrderAndOnTheirOwnThread() {
        Scope outer = Scope.open("outer");
        Scope inner = Scope.open("inner");
        assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class)
                .hasMessage("scope 'outer' closes before a scope that was opened inside it");
        assertThatThrownBy(() -> CompletableFuture.runAsync(inner::close).join())
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("scope 'inner' closes on another thread than the one that opened it");
        inner.close();
        outer.close();
        inner.close();
    }

    @Test
    void aTrainingStepLeavesNothingBehind() {
        Tensor weight = Tensor.randn(Key.of(1), 32, 32).requireGrad();
        Tensor input = Tensor.randn(Key.of(2), 64, 32);
        for (int step = 0; step < 3; step++) {
            long before = inUse();
            Scope.run("step", () -> {
                try (Gradients gradients = input.matmul(weight).gelu().square().mean().backward()) {
                    assertThat(gradients.of(weight).shape()).isEqualTo(weight.shape());
                }
            });
            assertThat(inUse()).isEqualTo(before);
        }
    }

    @Test
    void backwardReleasesWhatItPassed() {
        Tensor weight = Tensor.randn(Key.of(1), 64, 64).requireGrad();
        long before = inUse();
        Gradients gradients;
        try (Scope scope = Scope.open("forward")) {
            Tensor x = Tensor.randn(Key.of(2), 64, 64);
            for (int layer = 0; layer < 10; layer++) {
                x = x.matmul(weight).tanh();
            }
            gradients = x.sum().backward();
            scope.keep(gradients.of(weight));
        }
        assertThat(inUse() - before).as("one gradient, nothing that was saved").isBetween(64L * 64 * 4, 64L * 64 * 5);
        assertThat(gradients.of(weight).toFloats()).doesNotContain(Float.NaN);
    }

    @Test
    void gradientsFollowTheScopeAround() {
        Tensor x = Tensor.ones(3).requireGrad();
        List<Tensor> found = new ArrayList<>();
        Scope.run("step", () -> {
            Gradients gradients = x.mul(3).sum().backward();
            found.add(gradients.of(x));
            found.add(gradients.map(g -> g.mul(2)).of(x));
            assertThat(found.getLast().toFloats()).containsOnly(6);
        });
        assertThatThrownBy(found.getFirst()::toFloats).hasMessageContaining("released by close()");
        assertThatThrownBy(found.getLast()::toFloats).hasMessageContaining("end of scope 'step'");
    }

    @Test
    void noGradRemembersNothing() {
        Tensor x = Tensor.ones(3).requireGrad();
        Tensor y = Autograd.withoutGradients(() -> x.mul(2));
        assertThat(y.requiresGrad()).isFalse();
        assertThat(Autograd.<Tensor>withoutGradients(() -> Autograd.withGradients(() -> x.mul(2))).requiresGrad())
                .isTrue();
        assertThat(List.of(x.detach(), y)).noneMatch(Tensor::requiresGrad);
    }
}
