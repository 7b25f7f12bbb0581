package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The mean cross entropy of independent yes-or-no answers: a composite. With p = σ(x) and target t, an element costs
 * −w·t·ln p − (1 − t)·ln(1 − p) = (1 − t)·x + (1 + (w − 1)·t)·ln(1 + e⁻ˣ), w the weight of the positives.
 */
public final class BinaryCrossEntropy {
    private BinaryCrossEntropy() {
    }

    /** Logits and targets in [0, 1], of one shape and type: a scalar. */
    public static Tensor of(Tensor logits, Tensor targets, double positiveWeight) {
        Check.of("binary_cross_entropy", logits, targets).floating(0).sameType(0, 1).shape(1, logits.shape());
        Tensor weight = targets.mul(positiveWeight - 1).add(1);
        return targets.neg().add(1).mul(logits).add(weight.mul(logits.neg().softplus())).mean();
    }

    static List<Sample> samples() {
        return List.of(Sample.of("binary_cross_entropy", in -> of(in.get(0), in.get(1), 7.5),
                Sample.real(-4, 4, 5, 7), Sample.real(0, 1, 5, 7)));
    }
}
