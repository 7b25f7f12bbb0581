package dev.nacre.programs;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.memory.NativePool;

/** Makes 400 MB of tensors under whatever budget, drops them all, and never opens a scope. */
public final class Dropper {
    private static final int STEPS = 200;

    private Dropper() {
    }

    public static void main(String[] arguments) {
        Tensor weight = Tensor.randn(Key.of(1), 16, 16).requireGrad();
        for (int i = 0; i < STEPS; i++) {
            Tensor x = Tensor.full(i, weight.type(), weight.shape()).expand(1000, 16, 16).contiguous();
            Tensor loss = x.mul(2).slice(0, 0, 1).reshape(16, 16).matmul(weight).sum();
            loss.backward().of(weight);
        }
        System.out.println("peak " + NativePool.shared().peak() + " of " + NativePool.shared().budget());
    }
}
