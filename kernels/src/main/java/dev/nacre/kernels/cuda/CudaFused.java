package dev.nacre.kernels.cuda;

import dev.nacre.core.DType;
import dev.nacre.core.op.AdamWStep;
import dev.nacre.core.op.AdamWSteps;
import dev.nacre.core.op.BatchNormSilu;
import dev.nacre.core.op.ContrastiveEntropy;
import dev.nacre.core.op.ContrastiveEntropyGradient;
import dev.nacre.core.op.CrossEntropy;
import dev.nacre.core.op.CrossEntropyGradient;
import dev.nacre.core.op.Fused;
import dev.nacre.core.op.FusedGradient;
import dev.nacre.core.op.GatedProjection;
import dev.nacre.core.op.Linear;
import dev.nacre.core.op.RotaryEmbedding;
import dev.nacre.core.op.ScaleShift;
import dev.nacre.core.op.ScaledProjection;
import dev.nacre.kernels.cuda.kernel.ContrastiveKernels;
import dev.nacre.kernels.cuda.kernel.CopyKernels;
import dev.nacre.kernels.cuda.kernel.CrossEntropyKernels;
import dev.nacre.kernels.cuda.kernel.DeviceTensor;
import dev.nacre.kernels.cuda.kernel.GateKernels;
import dev.nacre.kernels.cuda.kernel.Launcher;
import dev.nacre.kernels.cuda.kernel.LinearKernels;
import dev.nacre.kernels.cuda.kernel.MapKernels;
import dev.nacre.kernels.cuda.kernel.NormKernels;
import dev.nacre.kernels.cuda.kernel.UpdateKernels;
import java.util.List;
import java.util.stream.IntStream;

/** Which kernels serve which fused operation; all others are computed by way of their decomposition. */
final class CudaFused {
    private CudaFused() {
    }

    /** Whether there are kernels for a fused operation on these inputs. */
    static boolean fuses(Fused fused, List<DeviceTensor> in) {
        boolean floats = IntStream.range(0, in.size()).allMatch(i -> CudaDispatch.isFloat(in.get(i))
                || i == 0 && storesHalves(fused) && in.getFirst().type() == DType.BFLOAT16
                || i == 1 && takesTargets(fused));
        return knows(fused, in) && floats && CopyKernels.reach(in) || CudaPictures.fuses(fused, in);
    }

    /** The second input of these holds classes. */
    private static boolean takesTargets(Fused fused) {
        return fused instanceof CrossEntropy || fused instanceof CrossEntropyGradient;
    }

    /** Under bfloat16 the first input of these, which is the largest, may be stored so. */
    private static boolean storesHalves(Fused fused) {
        return fused instanceof GatedProjection || fused instanceof ScaledProjection
                || fused instanceof FusedGradient gradient && gradient.forward() instanceof GatedProjection;
    }

    private static boolean knows(Fused fused, List<DeviceTensor> in) {
        return switch (fused) {
            case AdamWStep _, AdamWSteps _, ScaleShift _, BatchNormSilu _, Linear _, RotaryEmbedding _ -> true;
            case ContrastiveEntropy _, ContrastiveEntropyGradient _, CrossEntropy _, CrossEntropyGradient _,
                    GatedProjection _, ScaledProjection _ -> isFull(in);
            case FusedGradient gradient -> gradient.forward() instanceof BatchNormSilu
                    || gradient.forward() instanceof GatedProjection && isFull(in);
            default -> false;
        };
    }

    private static boolean isFull(List<DeviceTensor> in) {
        return in.stream().allMatch(x -> x.shape().elements() > 0);
    }

    /** Whether kernels did the work of a fused operation. */
    static boolean run(Launcher launcher, Fused fused, List<DeviceTensor> in, List<DeviceTensor> out) {
        return switch (fused) {
            case ContrastiveEntropy entropy ->
                    does(() -> ContrastiveKernels.forward(launcher, entropy.precision(), in, out));
            case ContrastiveEntropyGradient gradient ->
                    does(() -> ContrastiveKernels.gradient(launcher, gradient.precision(), in, out));
            case CrossEntropy entropy ->
                    does(() -> CrossEntropyKernels.forward(launcher, entropy.smoothing(), in, out));
            case CrossEntropyGradient gradient ->
                    does(() -> CrossEntropyKernels.gradient(launcher, gradient.smoothing(), in, out.getFirst()));
            case AdamWSteps steps -> does(() -> UpdateKernels.adamW(launcher, steps, in, out));
            case AdamWStep step ->
                    does(() -> UpdateKernels.adamW(launcher, new AdamWSteps(List.of(step)), in, out));
            case Linear linear -> does(() -> LinearKernels.linear(launcher, linear, in, out.getFirst()));
            case RotaryEmbedding rotary ->
                    does(() -> LinearKernels.rotary(launcher, rotary, in.getFirst(), out.getFirst()));
            case GatedProjection projection -> does(() -> GateKernels.gatedProjection(launcher, projection, in, out));
            case ScaledProjection projection ->
                    does(() -> GateKernels.scaledProjection(launcher, projection.precision(), in, out.getFirst()));
            case ScaleShift _ -> does(() ->
                    MapKernels.scaleShift(launcher, in.get(0), in.get(1), in.get(2), out.getFirst()));
            case BatchNormSilu norm -> does(() -> NormKernels.batchNormSilu(launcher, norm.epsilon(), in, out));
            case FusedGradient gradient -> runGradient(launcher, gradient, in, out);
            default -> CudaPictures.run(launcher, fused, in, out.getFirst());
        };
    }

    private static boolean runGradient(Launcher launcher, FusedGradient gradient, List<DeviceTensor> in,
            List<DeviceTensor> out) {
        return switch (gradient.forward()) {
            case BatchNormSilu norm -> does(() -> NormKernels.batchNormSiluGradient(launcher, norm.epsilon(), in, out));
            case GatedProjection projection ->
                    does(() -> GateKernels.gatedProjectionGradient(launcher, projection, in, out));
            default -> false;
        };
    }

    private static boolean does(Runnable launches) {
        launches.run();
        return true;
    }
}
