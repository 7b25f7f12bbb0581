package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.op.CumulativeSum;

/** Running sums along one dimension, float32. */
public final class ScanKernels {
    private ScanKernels() {
    }

    /** y[i] = Σ x[k] over k ≤ i, or k ≥ i. */
    public static void cumulativeSum(Launcher launcher, CumulativeSum sum, DeviceTensor x, DeviceTensor y) {
        if (y.elements() == 0) {
            return;
        }
        DeviceTensor dense = launcher.contiguous(x);
        long n = y.shape().size(sum.axis());
        long lines = y.elements() / n;
        launcher.launchRows("cumulative_sum", lines, n, arguments -> {
            dense.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(lines).word(n).word(y.shape().strides()[sum.axis()]).number(sum.reversed() ? 1 : 0);
        });
    }
}
