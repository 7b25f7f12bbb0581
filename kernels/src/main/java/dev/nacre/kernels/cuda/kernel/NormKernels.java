package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.op.Affine;
import java.util.List;

/** Softmax, layer and batch normalisation with their derivatives, float32. Inputs may lie in any way. */
public final class NormKernels {
    private NormKernels() {
    }

    /** A kernel over rows with one input: softmax, log_softmax. */
    public static void rows(Launcher launcher, String kernel, List<DeviceTensor> inputs, DeviceTensor y) {
        List<DeviceTensor> dense = inputs.stream().map(launcher::contiguous).toList();
        long width = y.shape().size(-1);
        if (y.elements() > 0) {
            launcher.launchRows(kernel, y.elements() / width, width, arguments -> {
                dense.forEach(input -> input.asInput(arguments));
                y.asOutput(arguments);
                arguments.word(y.elements() / width).word(width);
            });
        }
    }

    /** y from x, weight and bias. */
    public static void layerNorm(Launcher launcher, double epsilon, List<DeviceTensor> inputs, DeviceTensor y) {
        List<DeviceTensor> dense = inputs.stream().map(launcher::contiguous).toList();
        long width = y.shape().size(-1);
        if (y.elements() > 0) {
            launcher.launchRows("layer_norm", y.elements() / width, width, arguments -> {
                dense.forEach(input -> input.asInput(arguments));
                y.asOutput(arguments);
                arguments.word(y.elements() / width).word(width).number((float) epsilon);
            });
        }
    }

    /** dx, dweight and dbias from x, weight and dy. */
    public static void layerNormGradient(Launcher launcher, double epsilon, List<DeviceTensor> inputs,
            List<DeviceTensor> outputs) {
        DeviceTensor x = launcher.contiguous(inputs.get(0));
        DeviceTensor weight = launcher.contiguous(inputs.get(1));
        DeviceTensor dy = launcher.contiguous(inputs.get(2));
        if (x.elements() == 0) {
            outputs.forEach(launcher::clear);
            return;
        }
        long width = x.shape().size(-1);
        long rows = x.elements() / width;
        DeviceTensor statistics = launcher.scratch(DType.FLOAT32, Shape.of(rows, 2));
        launcher.launchRows("layer_norm_gradient", rows, width, arguments -> {
            x.asInput(arguments);
            weight.asInput(arguments);
            dy.asInput(arguments);
            outputs.getFirst().asOutput(arguments);
            statistics.asOutput(arguments);
            arguments.word(rows).word(width).number((float) epsilon);
        });
        SumKernels.channels(launcher, "row_normal_columns", outputs.get(1), rows, width, arguments -> {
            x.asInput(arguments);
            dy.asInput(arguments);
            statistics.asInput(arguments);
        }, arguments -> { });
        SumKernels.columns(launcher, dy, outputs.get(2), 1, rows, width);
    }

    /** y, the mean and the variance of each channel, from x, weight and bias. */
    public static void batchNorm(Launcher launcher, double epsilon, List<DeviceTensor> inputs,
            List<DeviceTensor> outputs) {
        batchNorm(launcher, "batch_norm", epsilon, inputs, outputs);
    }

    /** The same with y·σ(y) in place of y. */
    public static void batchNormSilu(Launcher launcher, double epsilon, List<DeviceTensor> inputs,
            List<DeviceTensor> outputs) {
        batchNorm(launcher, "batch_norm_silu", epsilon, inputs, outputs);
    }

    private static void batchNorm(Launcher launcher, String kernel, double epsilon, List<DeviceTensor> inputs,
            List<DeviceTensor> outputs) {
        DeviceTensor x = launcher.contiguous(inputs.get(0));
        DeviceTensor weight = launcher.contiguous(inputs.get(1));
        DeviceTensor bias = launcher.contiguous(inputs.get(2));
        DeviceTensor mean = outputs.get(1);
        DeviceTensor variance = outputs.get(2);
        if (x.elements() == 0) {
            return;
        }
        long channels = x.shape().size(-1);
        long count = x.elements() / channels;
        Affine average = new Affine(1.0 / count, 0);
        DeviceTensor sums = launcher.scratch(DType.FLOAT32, mean.shape());
        SumKernels.columns(launcher, x, sums, 1, count, channels);
        MapKernels.unary(launcher, average, sums, mean);
        DeviceTensor squares = launcher.scratch(DType.FLOAT32, mean.shape());
        SumKernels.channels(launcher, "square_columns", squares, count, channels, arguments -> {
            x.asInput(arguments);
            mean.asInput(arguments);
        }, arguments -> { });
        MapKernels.unary(launcher, average, squares, variance);
        launcher.launchEach(kernel, x.elements(), arguments -> {
            List.of(x, mean, variance, weight, bias).forEach(input -> input.asInput(arguments));
            outputs.getFirst().asOutput(arguments);
            arguments.word(x.elements()).word(channels).number((float) epsilon);
        });
    }

    /** dx, dweight and dbias from x, weight, bias, mean, variance and dy. */
    public static void batchNormSiluGradient(Launcher launcher, double epsilon, List<DeviceTensor> inputs,
            List<DeviceTensor> outputs) {
        List<DeviceTensor> dense = inputs.stream().map(launcher::contiguous).toList();
        DeviceTensor x = dense.get(0);
        DeviceTensor weight = dense.get(1);
        DeviceTensor bias = dense.get(2);
        DeviceTensor mean = dense.get(3);
        DeviceTensor variance = dense.get(4);
        DeviceTensor du = launcher.scratch(DType.FLOAT32, x.shape());
        launcher.launchEach("batch_norm_silu_cotangent", x.elements(), arguments -> {
            List.of(x, mean, variance, weight, bias, dense.get(5)).forEach(input -> input.asInput(arguments));
            du.asOutput(arguments);
            arguments.word(x.elements()).word(x.shape().size(-1)).number((float) epsilon);
        });
        batchNormGradient(launcher, epsilon, List.of(x, weight, mean, variance, du), outputs);
    }

    /** dx, dweight and dbias from x, weight, mean, variance and dy. */
    public static void batchNormGradient(Launcher launcher, double epsilon, List<DeviceTensor> inputs,
            List<DeviceTensor> outputs) {
        List<DeviceTensor> dense = inputs.stream().map(launcher::contiguous).toList();
        DeviceTensor x = dense.get(0);
        DeviceTensor weight = dense.get(1);
        DeviceTensor mean = dense.get(2);
        DeviceTensor variance = dense.get(3);
        DeviceTensor dy = dense.get(4);
        if (x.elements() == 0) {
            outputs.forEach(launcher::clear);
            return;
        }
        long channels = x.shape().size(-1);
        long count = x.elements() / channels;
        DeviceTensor products = outputs.get(1);
        DeviceTensor sums = outputs.get(2);
        SumKernels.columns(launcher, dy, sums, 1, count, channels);
        SumKernels.channels(launcher, "normal_columns", products, count, channels, arguments ->
                List.of(x, dy, mean, variance).forEach(input -> input.asInput(arguments)),
                arguments -> arguments.number((float) epsilon));
        launcher.launchEach("batch_norm_gradient", x.elements(), arguments -> {
            List.of(x, dy, mean, variance, weight, sums, products).forEach(input -> input.asInput(arguments));
            outputs.getFirst().asOutput(arguments);
            arguments.word(x.elements()).word(channels).number((float) count).number((float) epsilon);
        });
    }
}
