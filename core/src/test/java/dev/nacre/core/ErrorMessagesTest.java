package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.op.Concat;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Embedding;
import dev.nacre.core.op.Window;
import dev.nacre.core.opaque.OpaqueProvider;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Errors teach: the operation, shapes and types, the dimension, the module, and what to do. */
class ErrorMessagesTest {
    private static void says(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessage(message);
    }

    @Test
    void shapes() {
        Tensor a = Tensor.zeros(2, 3);
        says("add(float32[2, 3], float32[4, 3]): shapes [2, 3] and [4, 3] do not broadcast: dimension -2 is 2 against "
                + "4", () -> a.add(Tensor.zeros(4, 3)));
        says("concat(float32[2, 3], float32[2, 3, 1]): input 1 must have 2 dimensions, not [2, 3, 1]",
                () -> Concat.of(0, List.of(a, Tensor.zeros(2, 3, 1))));
        says("conv2d(float32[1, 5, 5, 6], float32[3, 3, 2, 4]): the weight takes 4 channels (2 × 2 groups), the "
                + "picture has 6",
                () -> Conv2d.of(Tensor.zeros(1, 5, 5, 6), Tensor.zeros(3, 3, 2, 4), Window.PLAIN.groups(2)));
        says("conv2d(float32[1, 2, 5, 2], float32[3, 3, 2, 4]): the kernel 3×3 does not fit into the padded picture",
                () -> Conv2d.of(Tensor.zeros(1, 2, 5, 2), Tensor.zeros(3, 3, 2, 4), Window.PLAIN));
        says("reshape: float32[2, 3] has 6 elements, which do not fit [7]", () -> a.reshape(7));
        says("reshape: float32[2, 3] has 6 elements, which do not fit [4, -1]", () -> a.reshape(4, -1));
        assertThatThrownBy(() -> a.reshape(-1, -1)).hasMessageContaining("only one size");
        assertThatThrownBy(() -> a.sum(2)).hasMessage("dimension 2 does not exist in [2, 3]");
        assertThatThrownBy(() -> a.sum(0, -2)).hasMessage("dimension 0 of [2, 3] is named twice");
        assertThatThrownBy(() -> a.slice(1, 2, 5)).hasMessageContaining("slice [2, 5) step 1 does not fit dimension 1");
        assertThatThrownBy(() -> a.squeeze(0)).hasMessageContaining("has not the size 1");
        assertThatThrownBy(() -> Tensor.zeros(2, 0).max(1)).hasMessageContaining("dimension 1 is empty");
        assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3)).hasMessageContaining("6 elements, but 5 values");
        assertThatThrownBy(() -> Shape.of(1L << 40, 1L << 40)).hasMessageContaining("more than 2^63 elements");
        assertThatThrownBy(a::item).hasMessageContaining("item() reads one element");
    }

    @Test
    void types() {
        Tensor a = Tensor.zeros(2, 3);
        Tensor integers = Tensor.of(new int[] {1, 2, 3});
        says("add(float32[2, 3], int32[2, 3]): types differ: FLOAT32 and INT32; cast one of them",
                () -> a.add(integers));
        says("exp(int32[3]): input 0 must be of a floating type, not INT32", integers::exp);
        says("embedding(float32[2, 3], float32[2, 3]): input 1 holds indices: int32 or int64, not FLOAT32",
                () -> Embedding.of(a, a));
        says("where(bool[2], float32[2, 3], float32[2, 3]): shapes [2] and [2, 3] do not broadcast: dimension -1 is 2 "
                + "against 3", () -> Tensor.of(new boolean[2]).where(a, a));
        says("where(float32[2, 3], float32[2, 3], float32[2, 3]): the condition must be bool", () -> a.where(a, a));
        says("requireGrad: int32[3] holds integers, which have no gradient", integers::requireGrad);
    }

    @Test
    void devices() {
        Tensor here = Tensor.zeros(2);
        Tensor there = OpaqueProvider.DEVICE.run(() -> Tensor.zeros(2));
        assertThat(there).hasToString("tensor float32[2] on opaque");
        says("add: inputs are on different devices, cpu and opaque; move one of them with to(device)",
                () -> here.add(there));
        assertThat(here.to(OpaqueProvider.DEVICE).add(there).to(Device.CPU).toFloats()).containsOnly(0);
        assertThatThrownBy(() -> new Device("abacus", 0).run(() -> Tensor.zeros(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no backend for device abacus; found")
                .hasMessageContaining("reference (cpu)").hasMessageContaining("opaque (opaque)");
    }

    @Test
    void modules() {
        assertThatThrownBy(() -> ModulePath.within("text", () -> ModulePath.within("layer.0",
                () -> ModulePath.within("", () -> Tensor.zeros(2).add(Tensor.zeros(3))))))
                .hasMessageEndingWith("(in text.layer.0)");
        assertThatThrownBy(() -> ModulePath.within("head", () -> Tensor.zeros(2, 3).sum(5)))
                .hasMessage("dimension 5 does not exist in [2, 3] (in head)");
        assertThatThrownBy(() -> ModulePath.within("head", () -> Tensor.zeros(2, 3).slice(0, 1, 9)))
                .hasMessage("slice(float32[2, 3]): slice [1, 9) step 1 does not fit dimension 0 of [2, 3] (in head)");
        assertThat(ModulePath.current()).isEmpty();
    }

    @Test
    void backward() {
        Tensor x = Tensor.ones(3).requireGrad();
        assertThatThrownBy(() -> x.mul(2).backward()).isInstanceOf(ShapeException.class)
                .hasMessageContaining("starts from a loss of one element, not float32[3]");
        assertThatThrownBy(() -> Tensor.scalar(1).backward()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not depend on any tensor that requires a gradient");
        Tensor unrecorded = Autograd.withoutGradients(() -> x.sum());
        assertThatThrownBy(unrecorded::backward).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> x.mul(2).backward(Tensor.ones(4))).hasMessageContaining("the cotangent is float32[4]");
        Tensor other = Tensor.ones(3).requireGrad();
        Gradients gradients = x.sum().backward();
        assertThatThrownBy(() -> gradients.of(other)).hasMessageContaining("the loss does not depend on");
        assertThatThrownBy(() -> gradients.of(x.detach())).hasMessageContaining("is no leaf with a gradient");
    }
}
