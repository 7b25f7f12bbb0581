package dev.nacre.core.op;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The mean cross entropy of rows of logits. With p = softmax(logits) and n classes, a row costs
 * −(1 − s)·ln p[target] − s/n·Σ ln p, s the label smoothing (Szegedy et al. 2016). Inputs: logits {@code [rows,
 * classes]} and targets {@code [rows]}, int32 or int64; outputs: the scalar mean, and for the derivative −ln p[target]
 * of each row {@code [rows]}, detached. Derivative: {@link CrossEntropyGradient}.
 *
 * @param smoothing s, in [0, 1]
 */
public record CrossEntropy(double smoothing) implements Fused {
    /** Logits {@code [rows, classes]}, targets {@code [rows]} (int32 or int64), smoothing in [0, 1]: a scalar. */
    public static Tensor of(Tensor logits, Tensor targets, double labelSmoothing) {
        return Apply.one(new CrossEntropy(labelSmoothing), logits, targets);
    }

    @Override
    public String name() {
        return "cross_entropy";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec logits = inputs.getFirst();
        Check.of(this, inputs, 2).floating(0).rank(0, 2).index(1).rank(1, 1)
                .size(1, 0, logits.shape().size(0), "number of rows")
                .that(smoothing >= 0 && smoothing <= 1, "smoothing is in [0, 1], not " + smoothing);
        return List.of(new Spec(logits.type(), Shape.SCALAR), new Spec(logits.type(), inputs.get(1).shape()));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor logs = LogSoftmax.of(inputs.getFirst(), -1);
        Tensor own = picked(logs, inputs.get(1));
        return List.of(mean(logs, own), own.neg().reshape(inputs.get(1).shape()));
    }

    /** The loss by way of other operations, to be derived. */
    Tensor composed(Tensor logits, Tensor targets) {
        Tensor logs = LogSoftmax.of(logits, -1);
        return mean(logs, picked(logs, targets));
    }

    private static Tensor picked(Tensor rows, Tensor targets) {
        return rows.gather(1, targets.unsqueeze(1));
    }

    private Tensor mean(Tensor logs, Tensor own) {
        Tensor loss = own.mean().neg();
        return smoothing == 0 ? loss : loss.mul(1 - smoothing).sub(logs.mean().mul(smoothing));
    }

    @Override
    public int differentiableOutputs() {
        return 1;
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0, 1).andOutputs(1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return Arrays.asList(Apply.one(new CrossEntropyGradient(smoothing), saved.input(0), saved.input(1),
                saved.output(1), cotangents.getFirst()), null);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("cross_entropy", in -> of(in.get(0), in.get(1), 0), Sample.real(-3, 3, 9, 35),
                        Sample.index(35, 9)),
                Sample.of("cross_entropy smoothing", in -> of(in.get(0), in.get(1), 0.1), Sample.real(-3, 3, 9, 35),
                        Sample.index(35, 9)),
                Sample.of("cross_entropy few classes", in -> of(in.get(0), in.get(1), 0.2), Sample.real(-3, 3, 67, 3),
                        Sample.index(3, 67)));
    }
}
