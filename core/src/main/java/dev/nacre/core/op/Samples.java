package dev.nacre.core.op;

import java.util.List;
import java.util.function.Supplier;

/** All samples of all operations: one line per operation, so that none is forgotten by the tests. */
public final class Samples {
    private static final List<Supplier<List<Sample>>> OPERATIONS = List.of(
            Neg::samples, Abs::samples, Exp::samples, Log::samples, Sqrt::samples, Rsqrt::samples,
            Square::samples, Tanh::samples, Sigmoid::samples, Relu::samples, Silu::samples, Gelu::samples,
            GeluTanh::samples, Softplus::samples, Erf::samples, Sin::samples, Cos::samples, Clamp::samples,
            Pow::samples, Affine::samples, Add::samples, Sub::samples, Mul::samples, Div::samples,
            Maximum::samples, Minimum::samples, Comparison::samples, Where::samples, Cast::samples,
            Random::samples, Sum::samples, Extremum::samples, Gather::samples, ScatterAdd::samples,
            Pad::samples, Concat::samples, Reshape::samples, Permute::samples, Slice::samples, Split::samples,
            Expand::samples, Flip::samples, MatMul::samples, Conv2d::samples, Conv2dInputGradient::samples,
            Conv2dWeightGradient::samples, MaxPool2d::samples, AvgPool2d::samples, Linear::samples,
            IndexSelect::samples, IndexAdd::samples, Embedding::samples, CumulativeSum::samples, ArgSort::samples,
            Softmax::samples, LogSoftmax::samples, BatchNorm::samples, ScaleShift::samples, LayerNorm::samples,
            Attention::samples, CrossEntropy::samples, AdamWStep::samples, AdamWSteps::samples, Stack::samples,
            OneHot::samples,
            GroupNorm::samples, L2Normalize::samples, ConvTranspose2d::samples, UpsampleNearest::samples,
            UpsampleBilinear::samples, UpsampleBicubic::samples, PixelShuffle::samples, RotaryEmbedding::samples,
            MeanSquaredError::samples,
            SmoothL1::samples, BinaryCrossEntropy::samples, FocalLoss::samples, DiceLoss::samples,
            ContrastiveEntropy::samples, ContrastiveLoss::samples, ExpandedDepthwise::samples,
            GatedProjection::samples, ActivatedDepthwise::samples, ScaledProjection::samples,
            BatchNormSilu::samples, AffineSample::samples, RescaleLevels::samples, BendLevels::samples,
            DisplacementNoise::samples, GaussianSmooth::samples, DisplacedSample::samples, ResizeLevels::samples);

    private Samples() {
    }

    /** Every sample, in a fixed order. */
    public static List<Sample> all() {
        return OPERATIONS.stream().flatMap(samples -> samples.get().stream()).toList();
    }
}
