package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The focal loss (Lin et al. 2017), summed: with z = x for a target of 1 and −x for 0, an element costs
 * α′·σ(−z)^γ·ln(1 + e⁻ᶻ), α′ = α or 1 − α. A composite.
 */
public final class FocalLoss {
    private FocalLoss() {
    }

    /** Logits and targets (0 or 1) of one shape and type: a scalar, the sum over all elements. */
    public static Tensor of(Tensor logits, Tensor targets, double alpha, double gamma) {
        return each(logits, targets, alpha, gamma).sum();
    }

    /** What each element costs, for a weighted sum: of the same shape. */
    public static Tensor each(Tensor logits, Tensor targets, double alpha, double gamma) {
        Check.of("focal_loss", logits, targets).floating(0).sameType(0, 1).shape(1, logits.shape());
        Tensor wrong = targets.mul(-2).add(1).mul(logits);
        Tensor weight = targets.mul(2 * alpha - 1).add(1 - alpha);
        return weight.mul(wrong.sigmoid().pow(gamma)).mul(wrong.softplus());
    }

    static List<Sample> samples() {
        return List.of(Sample.of("focal_loss", in -> of(in.get(0), in.get(1).to(in.get(0).type()), 0.25, 2),
                Sample.real(-4, 4, 5, 7), Sample.index(2, 5, 7)));
    }
}
