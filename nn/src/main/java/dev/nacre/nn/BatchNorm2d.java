package dev.nacre.nn;

import dev.nacre.core.Autograd;
import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.op.BatchNorm;
import dev.nacre.core.op.Recompute;
import java.util.List;

/**
 * Batch normalisation of pictures {@code [batch, height, width, channel]} (Ioffe and Szegedy 2015). In training the
 * batch's own statistics normalise, and the running ones follow as in PyTorch: running ← (1 − momentum)·running +
 * momentum·batch, with the variance divided by n − 1. Evaluation uses the running ones.
 */
public final class BatchNorm2d extends Layer {
    private final double epsilon;
    private final double momentum;
    private final Parameter weight;
    private final Parameter bias;
    private final Buffer runningMean;
    private final Buffer runningVariance;
    private final Buffer batches;

    /**
     * Weights start at one, biases at zero.
     *
     * @param epsilon  added to the variance
     * @param momentum share of the new batch in the running statistics: 0.1 is PyTorch's default, 0.01 EfficientNet's
     */
    public BatchNorm2d(long channels, double epsilon, double momentum) {
        this.epsilon = epsilon;
        this.momentum = momentum;
        Shape shape = Shape.of(channels);
        weight = parameter("weight", shape, FileLayout.SAME, Initialiser.ONES);
        bias = parameter("bias", shape, FileLayout.SAME, Initialiser.ZEROS);
        runningMean = buffer("running_mean", shape, 0);
        runningVariance = buffer("running_var", shape, 1);
        batches = buffer("num_batches_tracked", DType.INT64, Shape.SCALAR, 0);
    }

    /**
     * Forgets the running statistics of every batch normalisation below {@code model} that is not frozen; passes with
     * {@link Pass#CALIBRATION} over some batches average them afresh.
     */
    public static void resetStatistics(Module model) {
        model.forEachModule(module -> {
            if (module instanceof BatchNorm2d norm && !norm.isFrozen()) {
                norm.runningMean.reset();
                norm.runningVariance.reset();
                norm.batches.reset();
            }
        });
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        if (!pass.isTraining() && !pass.isCalibration()) {
            return BatchNorm.eval(x, weight.value(), bias.value(), runningMean.value(), runningVariance.value(),
                    epsilon);
        }
        long count = x.elements() / x.size(-1);
        if (count < 2) {
            throw new ShapeException("batch_norm(" + x.spec() + "): a single value has no statistics; "
                    + "train with more pictures in a batch, or larger ones");
        }
        List<Tensor> outputs = BatchNorm.train(x, weight.value(), bias.value(), epsilon);
        if (!Recompute.isActive()) {
            Autograd.withoutGradients(() -> {
                follow(outputs.get(1), outputs.get(2).mul(count / (count - 1.0)), pass.isCalibration());
                return null;
            });
        }
        return outputs.getFirst();
    }

    private void follow(Tensor mean, Tensor variance, boolean average) {
        Tensor one = mean.device().run(() -> Tensor.full(1, DType.INT64, Shape.SCALAR));
        batches.set(batches.value().add(one));
        double share = average ? 1 / batches.value().item() : momentum;
        runningMean.set(runningMean.value().mul(1 - share).add(mean.mul(share)));
        runningVariance.set(runningVariance.value().mul(1 - share).add(variance.mul(share)));
    }
}
