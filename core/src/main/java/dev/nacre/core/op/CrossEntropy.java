package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The mean cross entropy of rows of logits: a composite. With p = softmax(logits) and n classes, a row costs
 * −(1 − s)·ln p[target] − s/n·Σ ln p, s the label smoothing (Szegedy et al. 2016).
 */
public final class CrossEntropy {
    private CrossEntropy() {
    }

    /** Logits {@code [rows, classes]}, targets {@code [rows]} (int32 or int64), smoothing in [0, 1]: a scalar. */
    public static Tensor of(Tensor logits, Tensor targets, double labelSmoothing) {
        Check.of("cross_entropy", logits, targets).floating(0).rank(0, 2).index(1).rank(1, 1)
                .size(1, 0, logits.size(0), "number of rows")
                .that(labelSmoothing >= 0 && labelSmoothing <= 1, "smoothing is in [0, 1], not " + labelSmoothing);
        Tensor logs = LogSoftmax.of(logits, -1);
        Tensor loss = logs.gather(1, targets.unsqueeze(1)).mean().neg();
        return labelSmoothing == 0 ? loss
                : loss.mul(1 - labelSmoothing).sub(logs.mean().mul(labelSmoothing));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("cross_entropy", in -> of(in.get(0), in.get(1), 0), Sample.real(-3, 3, 9, 35),
                        Sample.index(35, 9)),
                Sample.of("cross_entropy smoothing", in -> of(in.get(0), in.get(1), 0.1), Sample.real(-3, 3, 9, 35),
                        Sample.index(35, 9)));
    }
}
