package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.ActivatedDepthwise;
import dev.nacre.core.op.ExpandedDepthwise;
import dev.nacre.core.op.Fused;
import dev.nacre.core.op.FusedGradient;
import dev.nacre.core.op.GatedProjection;
import dev.nacre.core.op.ScaledProjection;
import dev.nacre.core.op.Window;
import dev.nacre.kernels.cpu.Workers;
import dev.nacre.kernels.cpu.jit.MachineCode;
import java.util.List;

/** The fused operations that have a block kernel, and when it serves; where it does not, their decomposition does. */
public final class BlockDispatch {
    /** Below this many pixels for each channel that comes in, moments of the input are no shortcut. */
    private static final int PIXELS_A_CHANNEL = 2;

    private BlockDispatch() {
    }

    /** Whether a kernel serves these inputs; machine code must serve at all. */
    public static boolean serves(Fused fused, List<Operand> inputs) {
        return switch (fused) {
            case ExpandedDepthwise op -> simple(op.precision(), inputs) && servesExpanded(op, inputs, inputs.size());
            case FusedGradient(ExpandedDepthwise op, int count, int _) ->
                    simple(op.precision(), inputs) && servesExpanded(op, inputs, count);
            case ActivatedDepthwise op -> simple(op.precision(), inputs)
                    && dense(op.window(), inputs);
            case GatedProjection op -> simple(op.precision(), inputs);
            case FusedGradient(GatedProjection op, int _, int _) -> simple(op.precision(), inputs);
            case ScaledProjection op -> simple(op.precision(), inputs);
            default -> false;
        };
    }

    /** Contiguous float32, under the bfloat16 policy beside bfloat16. */
    private static boolean simple(Precision precision, List<Operand> inputs) {
        boolean reduced = precision == Precision.BFLOAT16;
        return (!reduced || MachineCode.hasTiles()) && inputs.stream().allMatch(o -> o.layout().isContiguous()
                && (o.type() == DType.FLOAT32 || reduced && o.type() == DType.BFLOAT16));
    }

    private static boolean servesExpanded(ExpandedDepthwise op, List<Operand> inputs, int count) {
        var x = inputs.getFirst().shape();
        long channels = x.size(3);
        return dense(op.window(), inputs) && (count == 2 || x.elements() / channels >= PIXELS_A_CHANNEL * channels);
    }

    /** Taps side by side, and so many that every pixel is reached. */
    private static boolean dense(Window window, List<Operand> inputs) {
        var kernel = inputs.get(1).shape();
        return window.dilationHeight() == 1 && window.dilationWidth() == 1
                && window.strideHeight() <= kernel.size(0) && window.strideWidth() <= kernel.size(1);
    }

    /** Runs the kernel. */
    public static void run(Workers workers, Fused fused, List<Operand> inputs, List<Operand> outputs) {
        switch (fused) {
            case ExpandedDepthwise op -> ExpandedDepthwiseKernel.run(workers, op, inputs, outputs);
            case FusedGradient(ExpandedDepthwise op, int _, int _) ->
                    ExpandedDepthwiseGradientKernel.run(workers, op, inputs, outputs);
            case ActivatedDepthwise op -> ActivatedDepthwiseKernel.run(workers, op, inputs, outputs);
            case GatedProjection op -> GatedProjectionKernel.run(workers, op, inputs, outputs);
            case FusedGradient(GatedProjection op, int _, int _) ->
                    GatedProjectionGradientKernel.run(workers, op, inputs, outputs);
            case ScaledProjection op -> ScaledProjectionKernel.run(workers, op, inputs, outputs.getFirst());
            default -> throw new IllegalStateException("no kernel for " + fused.name());
        }
    }
}
