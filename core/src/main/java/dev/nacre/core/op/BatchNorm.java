package dev.nacre.core.op;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) with the batch's own statistics: over all n positions of a channel,
 * μ = Σx/n, σ² = Σ(x − μ)²/n, y = weight·(x − μ)/√(σ² + ε) + bias. Inputs: x {@code [batch…, channel]}, weight and
 * bias {@code [channel]}. Outputs: y like x, and μ and σ² {@code [channel]}, detached. Derivative:
 * {@link BatchNormGradient}.
 */
public record BatchNorm(double epsilon) implements Primitive {
    /**
     * Training mode.
     *
     * @return y, the batch's mean, and its variance (divided by n, not n − 1); the last two carry no gradient
     */
    public static List<Tensor> train(Tensor x, Tensor weight, Tensor bias, double epsilon) {
        return Apply.all(new BatchNorm(epsilon), List.of(x, weight, bias));
    }

    /**
     * Evaluation mode: the statistics are given. Folded to one factor and one term for each channel first, so that the
     * picture is passed over once.
     */
    public static Tensor eval(Tensor x, Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVariance,
            double epsilon) {
        Tensor scale = weight.mul(runningVariance.add(epsilon).rsqrt());
        return ScaleShift.of(x, scale, bias.sub(runningMean.mul(scale)));
    }

    @Override
    public String name() {
        return "batch_norm";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec x = inputs.getFirst();
        Check check = Check.of(this, inputs, 3).floating(0).sameType(0, 1).sameType(0, 2)
                .that(x.shape().rank() >= 1, "input 0 needs a channel dimension");
        Shape channels = Shape.of(x.shape().size(-1));
        check.shape(1, channels).shape(2, channels)
                .that(x.shape().elements() > 0 || x.shape().size(-1) == 0, "an empty batch has no statistics");
        return List.of(x, new Spec(x.type(), channels), new Spec(x.type(), channels));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.getFirst();
        long channels = x.size(-1);
        double count = (double) x.elements() / channels;
        for (long c = 0; c < channels; c++) {
            double mean = 0;
            for (long i = c; i < x.elements(); i += channels) {
                mean += x.at(i) / count;
            }
            double variance = 0;
            for (long i = c; i < x.elements(); i += channels) {
                variance += (x.at(i) - mean) * (x.at(i) - mean) / count;
            }
            double scale = inputs.get(1).at(c) / Math.sqrt(variance + epsilon);
            for (long i = c; i < x.elements(); i += channels) {
                outputs.getFirst().set(i, (x.at(i) - mean) * scale + inputs.get(2).at(c));
            }
            outputs.get(1).set(c, mean);
            outputs.get(2).set(c, variance);
        }
    }

    @Override
    public int differentiableOutputs() {
        return 1;
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0, 1).andOutputs(1, 2);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return Apply.all(new BatchNormGradient(epsilon), List.of(saved.input(0), saved.input(1), saved.output(1),
                saved.output(2), cotangents.getFirst()));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.many("batch_norm pictures", in -> train(in.get(0), in.get(1), in.get(2), 1e-3),
                        Sample.real(-2, 3, 3, 7, 5, 35), Sample.real(0.5, 1.5, 35), Sample.real(-1, 1, 35)),
                Sample.many("batch_norm rows", in -> train(in.get(0), in.get(1), in.get(2), 1e-5),
                        Sample.real(-2, 3, 57, 16), Sample.real(0.5, 1.5, 16), Sample.real(-1, 1, 16)),
                Sample.of("batch_norm evaluation", in -> eval(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4),
                        1e-3), Sample.real(-2, 3, 3, 7, 5, 35), Sample.real(0.5, 1.5, 35), Sample.real(-1, 1, 35),
                        Sample.real(-1, 1, 35), Sample.real(0.3, 2, 35)));
    }
}
