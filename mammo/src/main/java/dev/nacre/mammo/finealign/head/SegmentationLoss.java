package dev.nacre.mammo.finealign.head;

import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.BinaryCrossEntropy;

/**
 * The mean cross entropy of pixels plus the mean over pictures of 1 − (2Σp·g + 1)/(Σp + Σg + 1) (specification §2.10
 * and §2.15). Pictures without a lesion count like the others: whatever is found in them costs, and has a gradient.
 */
final class SegmentationLoss {
    private static final double SMOOTH = 1;

    private SegmentationLoss() {
    }

    /** A scalar. @param logits {@code [n, height, width, 1]} @param lesions of the same shape, 0 or 1 */
    static Tensor of(Tensor logits, Tensor lesions) {
        if (!logits.shape().equals(lesions.shape())) {
            throw new ShapeException("logits " + logits.spec() + " and lesions " + lesions.spec() + " differ in shape");
        }
        Tensor found = logits.sigmoid();
        Tensor overlap = found.mul(lesions).sum(1, 2, 3).mul(2).add(SMOOTH);
        Tensor dice = overlap.div(found.sum(1, 2, 3).add(lesions.sum(1, 2, 3)).add(SMOOTH));
        return BinaryCrossEntropy.of(logits, lesions, 1).add(dice.mean().neg().add(1));
    }
}
