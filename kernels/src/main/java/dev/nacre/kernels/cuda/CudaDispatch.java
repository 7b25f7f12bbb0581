package dev.nacre.kernels.cuda;

import dev.nacre.core.DType;
import dev.nacre.core.op.ArgSort;
import dev.nacre.core.op.Attention;
import dev.nacre.core.op.AttentionGradient;
import dev.nacre.core.op.BatchNorm;
import dev.nacre.core.op.BatchNormGradient;
import dev.nacre.core.op.BinaryMap;
import dev.nacre.core.op.Cast;
import dev.nacre.core.op.Comparison;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Conv2dInputGradient;
import dev.nacre.core.op.Conv2dWeightGradient;
import dev.nacre.core.op.CumulativeSum;
import dev.nacre.core.op.Extremum;
import dev.nacre.core.op.Gather;
import dev.nacre.core.op.IndexAdd;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.core.op.LayerNorm;
import dev.nacre.core.op.LayerNormGradient;
import dev.nacre.core.op.LogSoftmax;
import dev.nacre.core.op.LogSoftmaxGradient;
import dev.nacre.core.op.MatMul;
import dev.nacre.core.op.MaxPool2d;
import dev.nacre.core.op.Pad;
import dev.nacre.core.op.Primitive;
import dev.nacre.core.op.Random;
import dev.nacre.core.op.ScatterAdd;
import dev.nacre.core.op.Softmax;
import dev.nacre.core.op.SoftmaxGradient;
import dev.nacre.core.op.Sum;
import dev.nacre.core.op.UnaryGradient;
import dev.nacre.core.op.UnaryMap;
import dev.nacre.core.op.Where;
import dev.nacre.kernels.cuda.kernel.AttentionKernels;
import dev.nacre.kernels.cuda.kernel.ConvolutionKernels;
import dev.nacre.kernels.cuda.kernel.CopyKernels;
import dev.nacre.kernels.cuda.kernel.DeviceTensor;
import dev.nacre.kernels.cuda.kernel.HalfKernels;
import dev.nacre.kernels.cuda.kernel.IndexKernels;
import dev.nacre.kernels.cuda.kernel.Launcher;
import dev.nacre.kernels.cuda.kernel.MapKernels;
import dev.nacre.kernels.cuda.kernel.NormKernels;
import dev.nacre.kernels.cuda.kernel.PairKernels;
import dev.nacre.kernels.cuda.kernel.PoolKernels;
import dev.nacre.kernels.cuda.kernel.ProductKernels;
import dev.nacre.kernels.cuda.kernel.RandomKernels;
import dev.nacre.kernels.cuda.kernel.ScanKernels;
import dev.nacre.kernels.cuda.kernel.SortKernels;
import dev.nacre.kernels.cuda.kernel.SumKernels;
import java.util.List;

/** Which kernels serve which primitive; {@link CudaFused} knows those of fused operations. */
final class CudaDispatch {
    private CudaDispatch() {
    }

    /** Whether kernels did the work. */
    static boolean run(Launcher launcher, Primitive primitive, List<DeviceTensor> in, List<DeviceTensor> out) {
        return launch(launcher, primitive, in, out)
                || HalfKernels.any(in, out) && HalfKernels.widened(launcher, in, out,
                        (wideIn, wideOut) -> launch(launcher, primitive, wideIn, wideOut));
    }

    private static boolean launch(Launcher launcher, Primitive primitive, List<DeviceTensor> in,
            List<DeviceTensor> out) {
        boolean floats = areFloats(in) && areFloats(out);
        if (!in.isEmpty() && !CopyKernels.reach(in)) {
            return false;
        }
        DeviceTensor y = out.getFirst();
        boolean shallow = y.shape().rank() <= CopyKernels.MOST_DIMENSIONS;
        return switch (primitive) {
            case UnaryMap map -> floats && does(() -> MapKernels.unary(launcher, map, in.getFirst(), y));
            case UnaryGradient gradient ->
                    floats && does(() -> MapKernels.gradient(launcher, gradient.map(), in.get(0), in.get(1), y));
            case BinaryMap map -> PairKernels.binary(launcher, map, in.get(0), in.get(1), y);
            case Sum sum -> floats && does(() -> SumKernels.sum(launcher, sum, in.getFirst(), y));
            case Cast _ -> does(() -> CopyKernels.cast(launcher, in.getFirst(), y));
            case Where _ -> does(() -> CopyKernels.where(launcher, in.get(0), in.get(1), in.get(2), y));
            case Comparison comparison -> PairKernels.compare(launcher, comparison, in.get(0), in.get(1), y);
            case MatMul product ->
                    floats && does(() -> ProductKernels.matMul(launcher, product, in.get(0), in.get(1), y));
            case Softmax _ -> floats && does(() -> NormKernels.rows(launcher, "softmax", in, y));
            case LogSoftmax _ -> floats && does(() -> NormKernels.rows(launcher, "log_softmax", in, y));
            case SoftmaxGradient _ -> floats && does(() -> NormKernels.rows(launcher, "softmax_gradient", in, y));
            case LogSoftmaxGradient _ ->
                    floats && does(() -> NormKernels.rows(launcher, "log_softmax_gradient", in, y));
            case LayerNorm norm -> floats && does(() -> NormKernels.layerNorm(launcher, norm.epsilon(), in, y));
            case LayerNormGradient norm ->
                    floats && does(() -> NormKernels.layerNormGradient(launcher, norm.epsilon(), in, out));
            case BatchNorm norm -> floats && does(() -> NormKernels.batchNorm(launcher, norm.epsilon(), in, out));
            case BatchNormGradient norm ->
                    floats && does(() -> NormKernels.batchNormGradient(launcher, norm.epsilon(), in, out));
            case Extremum extremum -> areFloats(in)
                    && does(() -> SumKernels.extremum(launcher, extremum, in.getFirst(), y, out.get(1)));
            case Concat concat -> shallow && does(() -> CopyKernels.concat(launcher, concat.axis(), in, y));
            case Pad pad -> shallow && does(() -> CopyKernels.pad(launcher, pad, in.getFirst(), y));
            case Conv2d convolution -> floats
                    && does(() -> ConvolutionKernels.forward(launcher, convolution, in.get(0), in.get(1), y));
            case Conv2dInputGradient convolution -> floats
                    && does(() -> ConvolutionKernels.inputGradient(launcher, convolution, in.get(0), in.get(1), y));
            case Conv2dWeightGradient convolution -> floats
                    && does(() -> ConvolutionKernels.weightGradient(launcher, convolution, in.get(0), in.get(1), y));
            case MaxPool2d pool -> areFloats(in)
                    && does(() -> PoolKernels.largest(launcher, pool, in.getFirst(), y, out.get(1)));
            case Attention attention -> areFloats(out)
                    && does(() -> AttentionKernels.forward(launcher, attention, in, out));
            case AttentionGradient gradient -> areFloats(out)
                    && does(() -> AttentionKernels.gradient(launcher, gradient.attention(), in, out));
            case IndexSelect select ->
                    does(() -> IndexKernels.select(launcher, select.axis(), in.get(0), in.get(1), y));
            case Gather gather -> does(() -> IndexKernels.gather(launcher, gather.axis(), in.get(0), in.get(1), y));
            case IndexAdd add -> isFloat(y) && SortKernels.serves(in.getFirst().shape().elements())
                    && does(() -> IndexKernels.indexAdd(launcher, add.axis(), in.get(0), in.get(1), y));
            case ScatterAdd add -> isFloat(y) && SortKernels.serves(in.getFirst().shape().size(add.axis()))
                    && does(() -> IndexKernels.scatterAdd(launcher, add.axis(), in.get(0), in.get(1), y));
            case ArgSort sort -> SortKernels.serves(y.shape().size(sort.axis()))
                    && does(() -> SortKernels.argSort(launcher, sort.axis(), sort.descending(), in.getFirst(), y));
            case CumulativeSum sum -> floats && does(() -> ScanKernels.cumulativeSum(launcher, sum, in.getFirst(), y));
            case Random random -> does(() -> RandomKernels.draw(launcher, random, y));
        };
    }

    private static boolean does(Runnable launches) {
        launches.run();
        return true;
    }

    static boolean areFloats(List<DeviceTensor> tensors) {
        return tensors.stream().allMatch(CudaDispatch::isFloat);
    }

    static boolean isFloat(DeviceTensor tensor) {
        return tensor.type() == DType.FLOAT32;
    }
}
