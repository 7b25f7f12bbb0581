package dev.nacre.kernels.cuda;

import dev.nacre.core.DType;
import dev.nacre.core.op.AffineSample;
import dev.nacre.core.op.BendLevels;
import dev.nacre.core.op.DisplacedSample;
import dev.nacre.core.op.DisplacementNoise;
import dev.nacre.core.op.Fused;
import dev.nacre.core.op.GaussianSmooth;
import dev.nacre.core.op.RescaleLevels;
import dev.nacre.core.op.ResizeLevels;
import dev.nacre.kernels.cuda.kernel.CopyKernels;
import dev.nacre.kernels.cuda.kernel.DeviceTensor;
import dev.nacre.kernels.cuda.kernel.Launcher;
import dev.nacre.kernels.cuda.kernel.PictureKernels;
import java.util.List;

/** Which kernels serve the fused operations on pictures before a network sees them. */
final class CudaPictures {
    private CudaPictures() {
    }

    /** Whether there is a kernel: for float32, whatever the types of what describes the change. */
    static boolean fuses(Fused fused, List<DeviceTensor> in) {
        return switch (fused) {
            case AffineSample _, RescaleLevels _, BendLevels _, GaussianSmooth _, DisplacedSample _ ->
                    in.getFirst().type() == DType.FLOAT32 && CopyKernels.reach(in);
            case ResizeLevels _ -> CopyKernels.reach(in);
            case DisplacementNoise _ -> true;
            default -> false;
        };
    }

    /** Whether a kernel did the work. */
    static boolean run(Launcher launcher, Fused fused, List<DeviceTensor> in, DeviceTensor y) {
        switch (fused) {
            case AffineSample sample -> PictureKernels.affine(launcher, sample, in.get(0), in.get(1), in.get(2), y);
            case RescaleLevels rescale -> PictureKernels.rescale(launcher, rescale, in.get(0), in.get(1), y);
            case BendLevels _ -> PictureKernels.bend(launcher, in.get(0), in.get(1), in.get(2), y);
            case DisplacementNoise _ -> PictureKernels.noise(launcher, in.getFirst(), y);
            case GaussianSmooth smooth -> PictureKernels.smooth(launcher, smooth, in.getFirst(), y);
            case DisplacedSample _ -> PictureKernels.displaced(launcher, in.get(0), in.get(1), in.get(2), y);
            case ResizeLevels resize -> PictureKernels.resize(launcher, resize, in, y);
            default -> {
                return false;
            }
        }
        return true;
    }
}
