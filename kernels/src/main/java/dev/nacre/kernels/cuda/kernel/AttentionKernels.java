package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.op.Attention;
import dev.nacre.kernels.cuda.driver.DeviceQueue;
import dev.nacre.kernels.cuda.driver.LaunchArguments;
import java.util.List;

/**
 * Attention and its derivative, float32, by tiles that are never written down. Heads that lie side by side in rows, as
 * a projection leaves them, are read where they lie. Under bfloat16 factors are rounded, weights and slopes among them,
 * and multiplied on tensor cores; there long sequences in which everything attends to everything go to the vendor's
 * library, see {@link LibraryAttention}.
 */
public final class AttentionKernels {
    private static final int TILE = 64;
    private static final int THREADS = 256;
    private static final int NARROW = 64;
    private static final int WIDE = 128;
    private static final int MASK = 3;
    private static final int GRADIENT_MASK = 6;

    private AttentionKernels() {
    }

    /** y and ln Σeˢ from query, key, value and, if there is one, the mask. */
    public static void forward(Launcher launcher, Attention attention, List<DeviceTensor> in, List<DeviceTensor> out) {
        DeviceTensor y = out.getFirst();
        if (out.get(1).elements() == 0 || LibraryAttention.forward(launcher, attention, in, out)) {
            return;
        }
        DeviceTensor query = inRows(launcher, in.get(0));
        DeviceTensor key = inRows(launcher, in.get(1));
        DeviceTensor value = inRows(launcher, in.get(2));
        DeviceTensor mask = in.size() > MASK ? launcher.contiguous(in.get(MASK)) : null;
        launch(launcher, kernel(attention, "_"), query.shape(), query.shape().size(2), arguments -> {
            query.asInput(arguments);
            key.asInput(arguments);
            value.asInput(arguments);
            mask(mask, arguments);
            y.asOutput(arguments);
            out.get(1).asOutput(arguments);
            heads(arguments, query, key, value);
            sizes(attention, query, key, arguments).number((float) attention.scale());
        });
    }

    /** dq, dk and dv from query, key, value, y, ln Σeˢ, dy and, if there is one, the mask. */
    public static void gradient(Launcher launcher, Attention attention, List<DeviceTensor> in,
            List<DeviceTensor> out) {
        boolean empty = out.get(0).elements() == 0 || out.get(1).elements() == 0;
        if (!empty && LibraryAttention.gradient(launcher, attention, in, out)) {
            return;
        }
        DeviceTensor query = inRows(launcher, in.get(0));
        DeviceTensor key = inRows(launcher, in.get(1));
        DeviceTensor value = inRows(launcher, in.get(2));
        DeviceTensor logSums = launcher.contiguous(in.get(4));
        DeviceTensor slope = inRows(launcher, in.get(5));
        DeviceTensor mask = in.size() > GRADIENT_MASK ? launcher.contiguous(in.get(GRADIENT_MASK)) : null;
        if (empty) {
            out.forEach(launcher::clear);
            return;
        }
        DeviceTensor means = means(launcher, attention, query, key, inRows(launcher, in.get(3)), slope);
        launch(launcher, kernel(attention, "_query_gradient_"), query.shape(), query.shape().size(2), arguments -> {
            gradientInputs(List.of(query, key, value, slope, logSums, means), mask, arguments);
            out.getFirst().asOutput(arguments);
            heads(arguments, query, key, value, slope);
            sizes(attention, query, key, arguments).number((float) attention.scale());
        });
        launch(launcher, kernel(attention, "_key_gradient_"), query.shape(), key.shape().size(2), arguments -> {
            gradientInputs(List.of(query, key, value, slope, logSums, means), mask, arguments);
            out.get(1).asOutput(arguments);
            out.get(2).asOutput(arguments);
            heads(arguments, query, key, value, slope);
            sizes(attention, query, key, arguments).number((float) attention.scale());
        });
    }

    private static String kernel(Attention attention, String name) {
        return (attention.precision() == Precision.BFLOAT16 ? "attention_rounded" : "attention") + name;
    }

    private static DeviceTensor means(Launcher launcher, Attention attention, DeviceTensor query, DeviceTensor key,
            DeviceTensor y, DeviceTensor slope) {
        Shape shape = y.shape().without(3);
        DeviceTensor means = launcher.scratch(DType.FLOAT32, shape);
        launcher.launchRows("attention_means", shape.elements(), y.shape().size(3), arguments -> {
            slope.asInput(arguments);
            y.asInput(arguments);
            means.asOutput(arguments);
            heads(arguments, slope, y);
            sizes(attention, query, key, arguments).word(shape.elements());
        });
        return means;
    }

    private static void gradientInputs(List<DeviceTensor> inputs, DeviceTensor maskOrNull, LaunchArguments arguments) {
        inputs.forEach(input -> input.asInput(arguments));
        mask(maskOrNull, arguments);
    }

    private static void mask(DeviceTensor maskOrNull, LaunchArguments arguments) {
        if (maskOrNull == null) {
            arguments.word(0);
        } else {
            maskOrNull.asInput(arguments);
        }
    }

    /** The tensor itself where each of its rows lies in one piece, else a copy. */
    private static DeviceTensor inRows(Launcher launcher, DeviceTensor x) {
        return x.shape().size(3) <= 1 || x.layout().stride(3) == 1 ? x : launcher.contiguous(x);
    }

    /** One block for each strip of columns of each tile of rows of each head. */
    private static void launch(Launcher launcher, String name, Shape query, long rows,
            DeviceQueue.Parameters parameters) {
        long width = query.size(3);
        int strip = width <= NARROW ? NARROW : WIDE;
        long blocks = query.size(0) * query.size(1) * Math.ceilDiv(rows, TILE) * Math.ceilDiv(width, strip);
        launcher.launch(name + strip, blocks, THREADS, parameters);
    }

    private static void heads(LaunchArguments arguments, DeviceTensor... tensors) {
        for (DeviceTensor tensor : tensors) {
            Layout layout = tensor.layout();
            arguments.words(layout.stride(0), layout.stride(1), layout.stride(2));
        }
    }

    private static LaunchArguments sizes(Attention attention, DeviceTensor query, DeviceTensor key,
            LaunchArguments arguments) {
        return arguments.words(query.shape().size(1), query.shape().size(2), key.shape().size(2),
                query.shape().size(3), attention.window());
    }
}
