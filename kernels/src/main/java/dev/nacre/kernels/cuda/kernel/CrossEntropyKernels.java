package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.op.Affine;
import dev.nacre.core.op.Sum;
import dev.nacre.kernels.cuda.driver.DeviceQueue;
import java.util.List;

/**
 * The cross entropy of rows of logits, float32: the logits are read, and nothing of their size is written but their
 * derivative.
 */
public final class CrossEntropyKernels {
    /** Up to so many classes a row is the work of one thread, not of a block. */
    private static final long FEW = 32;

    private CrossEntropyKernels() {
    }

    /** The mean and −ln p[target] of each row, from logits and targets; there is at least one logit. */
    public static void forward(Launcher launcher, double smoothing, List<DeviceTensor> in, List<DeviceTensor> out) {
        DeviceTensor logits = launcher.contiguous(in.get(0));
        DeviceTensor targets = launcher.contiguous(in.get(1));
        long rows = logits.shape().size(0);
        long classes = logits.shape().size(1);
        DeviceTensor costs = launcher.scratch(DType.FLOAT32, Shape.of(rows));
        DeviceQueue.Parameters parameters = arguments -> {
            logits.asInput(arguments);
            targets.asInput(arguments);
            costs.asOutput(arguments);
            out.get(1).asOutput(arguments);
            arguments.word(rows).word(classes).number((float) smoothing).number(IndexKernels.wide(targets));
        };
        if (classes <= FEW) {
            launcher.launchEachChecked("cross_entropy_of_few", rows, parameters);
        } else {
            launcher.launchRowsChecked("cross_entropy", rows, classes, parameters);
        }
        DeviceTensor total = launcher.scratch(DType.FLOAT32, Shape.SCALAR);
        SumKernels.sum(launcher, new Sum(List.of(0), false), costs, total);
        MapKernels.unary(launcher, new Affine(1.0 / rows, 0), total, out.get(0));
    }

    /** dlogits from logits, targets, −ln p[target] of each row, and the cotangent of the mean. */
    public static void gradient(Launcher launcher, double smoothing, List<DeviceTensor> in, DeviceTensor dlogits) {
        List<DeviceTensor> dense = in.stream().map(launcher::contiguous).toList();
        launcher.launchEach("cross_entropy_gradient", dlogits.elements(), arguments -> {
            dense.forEach(input -> input.asInput(arguments));
            dlogits.asOutput(arguments);
            arguments.word(dlogits.shape().size(0)).word(dlogits.shape().size(1)).number((float) smoothing)
                    .number(IndexKernels.wide(dense.get(1)));
        });
    }
}
