package dev.nacre.nn.optim;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Pass;
import java.util.List;

/**
 * Six steps that PyTorch took in double precision: the mean squared error of a linear layer, the weight decaying by
 * 0.1, the bias undecayed at half the rate, which rises over 2 of the 6 steps to 0.1 and falls linearly.
 */
final class KnownTraining {
    static final int STEPS = 6;
    static final List<ParameterGroup> GROUPS = List.of(
            new ParameterGroup("weights", ParameterGroup.Members.VECTORS.not(), 0.1, 1),
            new ParameterGroup("biases", ParameterGroup.Members.VECTORS, 0, 0.5));

    private static final LearningRate RATE = new WarmUpLinear(0.1, 2, STEPS);

    private KnownTraining() {
    }

    static Linear model() {
        Linear net = new Linear(3, 2).init(Key.of(0));
        net.entries().get("weight").set(Tensor.of(new float[] {0.5f, -0.25f, 0.1f, 0.3f, -0.7f, 0.2f}, 3, 2));
        net.entries().get("bias").set(Tensor.of(new float[] {0.05f, -0.1f}));
        return net;
    }

    static double step(Linear net, AdamW adamw, int number) {
        try (Scope scope = Scope.open("known step")) {
            Tensor x = Tensor.of(new float[] {1, 2, 3, -1, 0.5f, 2}, 2, 3);
            Tensor target = Tensor.of(new float[] {1, 0, 0, 1}, 2, 2);
            Tensor loss = scope.keep(net.forward(x, Pass.train(Key.of(0))).sub(target).square().mean());
            try (Gradients gradients = loss.backward()) {
                adamw.step(gradients, RATE.at(number));
            }
            return loss.item();
        }
    }

    static float[] values(Linear net, String name) {
        return net.entries().get(name).value().toFloats();
    }
}
