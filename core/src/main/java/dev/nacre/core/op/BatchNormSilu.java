package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link BatchNorm} with the batch's own statistics and {@link Silu} in one: y = u·σ(u) with
 * u = weight·(x − μ)/√(σ² + ε) + bias. Inputs: x {@code [batch…, channel]}, weight and bias {@code [channel]}.
 * Outputs: y like x, and μ and σ² {@code [channel]}, detached.
 *
 * <p>Why fused: u never exists, neither in the forward pass nor kept for the derivative, which computes it again
 * from x.
 */
public record BatchNormSilu(double epsilon) implements Fused {
    /**
     * Training mode.
     *
     * @return y, the batch's mean, and its variance (divided by n, not n − 1); the last two carry no gradient
     */
    public static List<Tensor> train(Tensor x, Tensor weight, Tensor bias, double epsilon) {
        return Apply.all(new BatchNormSilu(epsilon), List.of(x, weight, bias));
    }

    @Override
    public String name() {
        return "batch_norm_silu";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        return new BatchNorm(epsilon).outputs(inputs);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        List<Tensor> outputs = new ArrayList<>(Apply.all(new BatchNorm(epsilon), inputs));
        outputs.set(0, outputs.getFirst().silu());
        return outputs;
    }

    @Override
    public int differentiableOutputs() {
        return 1;
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0, 1, 2).andOutputs(1, 2);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return FusedGradient.of(this, saved, 2, cotangents);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.many("batch_norm_silu pictures", in -> train(in.get(0), in.get(1), in.get(2), 1e-3),
                        Sample.real(-2, 3, 3, 7, 5, 35), Sample.real(0.5, 1.5, 35), Sample.real(-1, 1, 35)),
                Sample.many("batch_norm_silu rows", in -> train(in.get(0), in.get(1), in.get(2), 1e-5),
                        Sample.real(-2, 3, 57, 16), Sample.real(0.5, 1.5, 16), Sample.real(-1, 1, 16)));
    }
}
