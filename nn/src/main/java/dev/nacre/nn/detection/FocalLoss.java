package dev.nacre.nn.detection;

import dev.nacre.core.Tensor;

/**
 * The cost of judging an anchor (Lin et al. 2017, eq. 5): −α′·(1 − q)^γ·ln q, where q is the probability given to what
 * is true, and α′ = α for an object, 1 − α for none. The many anchors that are easily told to hold nothing then weigh
 * little.
 *
 * @param alpha weight of objects
 * @param gamma how fast weights fall as q grows
 * @param probabilities how they are made of logits
 */
public record FocalLoss(double alpha, double gamma, Probabilities probabilities) {
    /** α = ¼, γ = 2, from logits. */
    public static final FocalLoss RETINA_NET = new FocalLoss(0.25, 2, Probabilities.OF_LOGITS);
    /** As Mammo-CLIP's detectors were trained. */
    public static final FocalLoss PAPER = new FocalLoss(0.25, 2, Probabilities.CLAMPED);
    private static final double LEAST = 1e-4;

    /** How probabilities are made of logits. */
    public enum Probabilities {
        /** The logarithm is taken of the logit itself: exact, and with a gradient however wrong the logit is. */
        OF_LOGITS,
        /** No less than 1e-4 and no more than 1 − 1e-4: what is wrong beyond that has no gradient. */
        CLAMPED
    }

    /** The cost of each logit, of the same shape. @param targets 1 for an object, 0 for none */
    public Tensor each(Tensor logits, Tensor targets) {
        return switch (probabilities) {
            case OF_LOGITS -> dev.nacre.core.op.FocalLoss.each(logits, targets, alpha, gamma);
            case CLAMPED -> clamped(logits, targets);
        };
    }

    private Tensor clamped(Tensor logits, Tensor targets) {
        Tensor ofTruth = targets.mul(2).sub(1).mul(logits).sigmoid().clamp(LEAST, 1 - LEAST);
        Tensor weight = targets.mul(2 * alpha - 1).add(1 - alpha);
        return weight.mul(ofTruth.neg().add(1).pow(gamma)).mul(ofTruth.log()).neg();
    }
}
