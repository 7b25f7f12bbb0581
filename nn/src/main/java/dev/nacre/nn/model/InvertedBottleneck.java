package dev.nacre.nn.model;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.ActivatedDepthwise;
import dev.nacre.core.op.ExpandedDepthwise;
import dev.nacre.core.op.GatedProjection;
import dev.nacre.core.op.ScaledProjection;
import dev.nacre.core.op.Window;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.BatchNorm2d.Folded;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Conv2d;
import dev.nacre.nn.Dropout;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Layer;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * One block of EfficientNet ("MBConv", Sandler et al. 2018, with the gate of Hu et al. 2018): widen, convolve each
 * channel by itself, weigh the channels by what the whole picture holds, narrow again, add the input if shapes allow.
 */
final class InvertedBottleneck extends Layer {
    private final EfficientNetConfig.Block plan;
    private final Conv2d expand;
    private final BatchNorm2d expandNorm;
    private final Conv2d depthwise;
    private final BatchNorm2d depthwiseNorm;
    private final Conv2d squeeze;
    private final Conv2d excite;
    private final Conv2d project;
    private final BatchNorm2d projectNorm;
    private final Dropout dropBranch;

    InvertedBottleneck(EfficientNetConfig.Block plan, EfficientNetConfig config) {
        this.plan = plan;
        boolean widens = plan.expanded() != plan.in();
        expand = widens ? child("_expand_conv", pointwise(plan.in(), plan.expanded())) : null;
        expandNorm = widens ? child("_bn0", norm(plan.expanded(), config)) : null;
        depthwise = child("_depthwise_conv", config.convolution(plan.expanded(), plan.expanded(), plan.kernel(),
                plan.window(), Initialiser.normalByFanOut((long) plan.kernel() * plan.kernel())));
        depthwiseNorm = child("_bn1", norm(plan.expanded(), config));
        squeeze = child("_se_reduce", gate(plan.expanded(), plan.squeezed()));
        excite = child("_se_expand", gate(plan.squeezed(), plan.expanded()));
        project = child("_project_conv", pointwise(plan.expanded(), plan.out()));
        projectNorm = child("_bn2", norm(plan.out(), config));
        dropBranch = child("_drop_connect", Dropout.ofSamples(plan.dropConnect()));
    }

    private static Conv2d pointwise(int in, int out) {
        return Conv2d.withoutBias(in, out, 1, Window.PLAIN, Initialiser.normalByFanOut(out));
    }

    private static Conv2d gate(int in, int out) {
        return Conv2d.withBias(in, out, 1, Window.PLAIN, Initialiser.normalByFanOut(out));
    }

    private static BatchNorm2d norm(int channels, EfficientNetConfig config) {
        return new BatchNorm2d(channels, config.batchNormEpsilon(), config.batchNormMomentum());
    }

    int stage() {
        return plan.stage();
    }

    /** Whether the result has half the height and width of the input. */
    boolean halves() {
        return plan.window().strideHeight() == 2;
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        boolean batch = depthwiseNorm.usesBatch(pass);
        if (projectNorm.usesBatch(pass) != batch || expand != null && expandNorm.usesBatch(pass) != batch) {
            return stepByStep(x, pass);
        }
        return batch ? normalisedByBatch(x, pass) : normalisedAsBefore(x, pass);
    }

    /** Training: the statistics are the batch's own. */
    private Tensor normalisedByBatch(Tensor x, Pass pass) {
        Window window = depthwise.window(x.shape());
        List<Tensor> wide = expand == null ? ExpandedDepthwise.of(x, depthwise.weight(), window)
                : ExpandedDepthwise.of(x, depthwise.weight(), window, matrix(expand), expandNorm.weight(),
                        expandNorm.bias(), expandNorm.epsilon());
        BatchNorm2d.requireStatistics(wide.getFirst());
        if (expand != null) {
            expandNorm.observe(wide.get(3), wide.get(4), positions(x), pass);
        }
        depthwiseNorm.observe(wide.get(1), wide.get(2), positions(wide.getFirst()), pass);
        Chain chain = Chain.from(wide.getFirst())
                .then(z -> GatedProjection.of(depthwiseNorm.epsilon(), List.of(z, wide.get(1), wide.get(2),
                        depthwiseNorm.weight(), depthwiseNorm.bias(), matrix(squeeze), squeeze.bias(), matrix(excite),
                        excite.bias(), matrix(project))).getFirst())
                .then(projectNorm, pass);
        return plan.isResidual() ? chain.then(dropBranch, pass).then(x::add).end() : chain.end();
    }

    /** Evaluation: the statistics are known, and folded into the weights. */
    private Tensor normalisedAsBefore(Tensor x, Pass pass) {
        Folded inner = depthwiseNorm.folded();
        Tensor depthwiseWeight = depthwise.weight().mul(inner.scale());
        Window window = depthwise.window(x.shape());
        List<Tensor> inputs = new ArrayList<>(List.of(x, depthwiseWeight, inner.shift()));
        if (expand != null) {
            Folded outer = expandNorm.folded();
            inputs.add(matrix(expand).mul(outer.scale()));
            inputs.add(outer.shift());
        }
        List<Tensor> wide = ActivatedDepthwise.of(window, inputs);
        Tensor gate = GatedProjection.gate(wide.get(1), matrix(squeeze), squeeze.bias(), matrix(excite), excite.bias());
        Folded last = projectNorm.folded();
        List<Tensor> projected = new ArrayList<>(List.of(wide.getFirst(), gate, matrix(project).mul(last.scale()),
                last.shift()));
        boolean branchIsDropped = plan.isResidual() && pass.isTraining();
        if (plan.isResidual() && !branchIsDropped) {
            projected.add(x);
        }
        Tensor y = ScaledProjection.of(projected);
        return branchIsDropped ? x.add(dropBranch.forward(y, pass)) : y;
    }

    /** The weights of a convolution of single pixels, {@code [in, out]}. */
    private static Tensor matrix(Conv2d pointwise) {
        Tensor weight = pointwise.weight();
        return weight.reshape(weight.size(2), weight.size(3));
    }

    private static long positions(Tensor x) {
        return x.elements() / x.size(3);
    }

    /** Where some normalisations of the block are frozen and others are not. */
    private Tensor stepByStep(Tensor x, Pass pass) {
        Chain chain = Chain.from(x);
        if (expand != null) {
            chain.then(expand, pass).then(wide -> expandNorm.forwardSilu(wide, pass));
        }
        chain.then(depthwise, pass).then(wide -> depthwiseNorm.forwardSilu(wide, pass))
                .then(wide -> wide.mul(weights(wide, pass)))
                .then(project, pass).then(projectNorm, pass);
        return plan.isResidual() ? chain.then(dropBranch, pass).then(x::add).end() : chain.end();
    }

    /** How much each channel counts, {@code [batch, 1, 1, channel]}, in (0, 1). */
    private Tensor weights(Tensor wide, Pass pass) {
        return Chain.from(wide).then(all -> all.meanKeep(1, 2)).then(squeeze, pass).then(Tensor::silu)
                .then(excite, pass).then(Tensor::sigmoid).end();
    }
}
