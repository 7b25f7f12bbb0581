package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * One minus the overlap of two regions (Milletari et al. 2016, smoothed): 1 − (2Σp·t + s)/(Σp + Σt + s) over all
 * elements. A composite.
 */
public final class DiceLoss {
    private DiceLoss() {
    }

    /** Probabilities and targets in [0, 1], of one shape and type: a scalar. */
    public static Tensor of(Tensor probabilities, Tensor targets, double smooth) {
        Check.of("dice_loss", probabilities, targets).floating(0).sameType(0, 1).shape(1, probabilities.shape());
        Tensor overlap = probabilities.mul(targets).sum().mul(2).add(smooth);
        return overlap.div(probabilities.sum().add(targets.sum()).add(smooth)).neg().add(1);
    }

    static List<Sample> samples() {
        return List.of(Sample.of("dice_loss", in -> of(in.get(0).sigmoid(), in.get(1), 1), Sample.real(-3, 3, 2, 6, 5),
                Sample.real(0, 1, 2, 6, 5)));
    }
}
