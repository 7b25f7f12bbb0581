package dev.nacre.core.op;

import dev.nacre.core.Autograd;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The derivative of {@link CrossEntropy}: dlogit = g/rows·(p − s/classes − (1 − s)·[its class is the target]), p =
 * e^(logit − logit of the target + ln p[target]). Inputs: logits {@code [rows, classes]}, targets and the kept
 * −ln p[target] {@code [rows]}, and the scalar cotangent g; output: dlogits. Detached.
 *
 * @param smoothing s, in [0, 1]
 */
public record CrossEntropyGradient(double smoothing) implements Fused {
    @Override
    public String name() {
        return "cross_entropy_gradient";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec logits = inputs.getFirst();
        Check.of(this, inputs, 4).floating(0).rank(0, 2).index(1).rank(1, 1)
                .size(1, 0, logits.shape().size(0), "number of rows").sameType(0, 2)
                .shape(2, inputs.get(1).shape()).sameType(0, 3).shape(3, Shape.SCALAR);
        return List.of(logits);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor logits = inputs.getFirst().requireGrad();
        Tensor loss = Autograd.withGradients(() -> new CrossEntropy(smoothing).composed(logits, inputs.get(1)));
        return List.of(Backward.gradients(List.of(loss), List.of(inputs.get(3))).get(logits));
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public int differentiableOutputs() {
        return 0;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        throw new IllegalStateException(name() + " is detached: no cotangent can reach it");
    }
}
