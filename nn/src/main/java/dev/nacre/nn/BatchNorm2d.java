package dev.nacre.nn;

import dev.nacre.core.Autograd;
import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.op.BatchNorm;
import dev.nacre.core.op.BatchNormSilu;
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
        if (!usesBatch(pass)) {
            return BatchNorm.eval(x, weight.value(), bias.value(), runningMean.value(), runningVariance.value(),
                    epsilon);
        }
        requireStatistics(x);
        List<Tensor> outputs = BatchNorm.train(x, weight.value(), bias.value(), epsilon);
        observe(outputs.get(1), outputs.get(2), x.elements() / x.size(-1), pass);
        return outputs.getFirst();
    }

    /** {@link #forward} with SiLU behind it: one operation where the batch's own statistics normalise. */
    public Tensor forwardSilu(Tensor x, Pass pass) {
        return run(pass, own -> computeSilu(x, own));
    }

    private Tensor computeSilu(Tensor x, Pass pass) {
        if (!usesBatch(pass)) {
            return compute(x, pass).silu();
        }
        requireStatistics(x);
        List<Tensor> outputs = BatchNormSilu.train(x, weight.value(), bias.value(), epsilon);
        observe(outputs.get(1), outputs.get(2), x.elements() / x.size(-1), pass);
        return outputs.getFirst();
    }

    // ---- for blocks that normalise inside a fused operation ---------------------------------------------------------

    /** Whether the batch's own statistics normalise in this pass; the running ones do otherwise. */
    public boolean usesBatch(Pass pass) {
        Pass own = pass.frozen(isFrozen());
        return own.isTraining() || own.isCalibration();
    }

    /** The factors, {@code [channel]}. */
    public Tensor weight() {
        return weight.value();
    }

    /** The terms, {@code [channel]}. */
    public Tensor bias() {
        return bias.value();
    }

    /** What is added to variances. */
    public double epsilon() {
        return epsilon;
    }

    /** Evaluation as one factor and one term: y = x·scale + shift, {@code [channel]} both. */
    public Folded folded() {
        Tensor scale = weight.value().mul(runningVariance.value().add(epsilon).rsqrt());
        return new Folded(scale, bias.value().sub(runningMean.value().mul(scale)));
    }

    /** A factor and a term for each channel. */
    public record Folded(Tensor scale, Tensor shift) { }

    /**
     * The running statistics follow a batch, unless it is being computed again.
     *
     * @param mean     of the batch, {@code [channel]}
     * @param variance of the batch, divided by {@code count}
     * @param count    positions of the batch
     */
    public void observe(Tensor mean, Tensor variance, long count, Pass pass) {
        if (!Recompute.isActive()) {
            Autograd.withoutGradients(() -> {
                follow(mean, variance.mul(count / (count - 1.0)), pass.isCalibration());
                return null;
            });
        }
    }

    /**
     * Refuses pictures that have no variance.
     *
     * @throws ShapeException for a single value in each channel
     */
    public static void requireStatistics(Tensor x) {
        if (x.elements() / x.size(-1) < 2) {
            throw new ShapeException("batch_norm(" + x.spec() + "): a single value has no statistics; "
                    + "train with more pictures in a batch, or larger ones");
        }
    }

    private void follow(Tensor mean, Tensor variance, boolean average) {
        Tensor one = mean.device().run(() -> Tensor.full(1, DType.INT64, Shape.SCALAR));
        batches.set(batches.value().add(one));
        double share = average ? 1 / batches.value().item() : momentum;
        runningMean.set(runningMean.value().mul(1 - share).add(mean.mul(share)));
        runningVariance.set(runningVariance.value().mul(1 - share).add(variance.mul(share)));
    }
}
