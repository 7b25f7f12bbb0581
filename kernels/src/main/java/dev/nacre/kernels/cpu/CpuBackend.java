package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.backend.NativeBackend;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.backend.ReferenceBackend;
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
import dev.nacre.core.op.Fused;
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
import dev.nacre.kernels.cpu.block.BlockDispatch;
import java.util.List;

/**
 * The processor: a kernel where there is one for the primitive and its element types, the primitive's own reference
 * loops otherwise. Without the vector module products, convolutions, maps, copies and indexing have kernels.
 */
public final class CpuBackend extends NativeBackend {
    private final Workers workers;

    /** A backend whose kernels run on the given threads. */
    public CpuBackend(Workers workers) {
        this.workers = workers;
    }

    @Override
    public String name() {
        return (CpuProvider.vectors() ? "vectors of " + VectorWidth.LANES * Float.SIZE + " bits" : "scalar kernels")
                + (CpuProvider.machineCode() ? ", machine code" : "") + ", " + workers.threads()
                + (workers.threads() == 1 ? " thread" : " threads");
    }

    @Override
    public void run(Primitive primitive, List<Operand> inputs, List<Operand> outputs) {
        if (DepthwiseDispatch.run(workers, primitive, inputs, outputs)
                || TileDispatch.run(workers, primitive, inputs, outputs)) {
            return;
        }
        boolean done;
        if (RoundedOperands.areMeant(primitive, inputs)) {
            done = RoundedOperands.run(workers, inputs, rounded -> runKernel(primitive, rounded, outputs));
        } else if (!(primitive instanceof Cast) && HalfPrecision.isHalf(inputs, outputs)) {
            done = HalfPrecision.run(workers, inputs, outputs, (in, out) -> runKernel(primitive, in, out));
        } else {
            done = runKernel(primitive, inputs, outputs);
        }
        if (!done) {
            ReferenceBackend.compute(primitive, inputs, outputs);
        }
    }

    @Override
    public boolean fuses(Fused fused, List<Operand> inputs) {
        return CpuProvider.machineCode() && BlockDispatch.serves(fused, inputs)
                || FusedDispatch.serves(fused, inputs);
    }

    @Override
    public void run(Fused fused, List<Operand> inputs, List<Operand> outputs) {
        if (CpuProvider.machineCode() && BlockDispatch.serves(fused, inputs)) {
            BlockDispatch.run(workers, fused, inputs, outputs);
        } else {
            FusedDispatch.run(workers, fused, inputs, outputs);
        }
    }

    /** Whether a kernel did the work. */
    private boolean runKernel(Primitive primitive, List<Operand> inputs, List<Operand> outputs) {
        boolean floats = isFloat(inputs) && isFloat(outputs);
        boolean vectors = floats && CpuProvider.vectors();
        return switch (primitive) {
            case UnaryMap map -> floats && PointwiseDispatch.unary(workers, map, inputs, outputs);
            case UnaryGradient gradient -> floats && PointwiseDispatch.gradient(workers, gradient, inputs, outputs);
            case BinaryMap map -> floats && PointwiseDispatch.binary(workers, map, inputs, outputs);
            case Sum sum -> vectors && ReductionDispatch.sum(workers, sum, inputs, outputs);
            case Cast cast -> IndexDispatch.cast(workers, cast, inputs, outputs);
            case MatMul _ -> floats && ProductDispatch.matMul(workers, inputs, outputs);
            case Conv2d conv -> floats && ProductDispatch.forward(workers, conv.window(), inputs, outputs);
            case Conv2dInputGradient conv ->
                    floats && ProductDispatch.inputGradient(workers, conv.window(), inputs, outputs);
            case Conv2dWeightGradient conv ->
                    floats && ProductDispatch.weightGradient(workers, conv.window(), inputs, outputs);
            case Softmax _ -> vectors && NormDispatch.softmax(workers, false, inputs, outputs);
            case LogSoftmax _ -> vectors && NormDispatch.softmax(workers, true, inputs, outputs);
            case SoftmaxGradient _ -> vectors && NormDispatch.softmaxGradient(workers, false, inputs, outputs);
            case LogSoftmaxGradient _ -> vectors && NormDispatch.softmaxGradient(workers, true, inputs, outputs);
            case BatchNorm norm -> vectors && NormDispatch.batchNorm(workers, norm, inputs, outputs);
            case BatchNormGradient norm -> vectors && NormDispatch.batchNormGradient(workers, norm, inputs, outputs);
            case LayerNorm norm -> vectors && NormDispatch.layerNorm(workers, norm, inputs, outputs);
            case LayerNormGradient norm -> vectors && NormDispatch.layerNormGradient(workers, norm, inputs, outputs);
            case Where _ -> IndexDispatch.where(workers, inputs, outputs);
            case Comparison comparison -> IndexDispatch.compare(workers, comparison, inputs, outputs);
            case Random random -> IndexDispatch.random(workers, random, outputs);
            case Extremum extremum -> IndexDispatch.extremum(workers, extremum, inputs, outputs);
            case MaxPool2d pool -> IndexDispatch.maxPool(workers, pool, inputs, outputs);
            case Gather gather -> IndexDispatch.gather(workers, gather, inputs, outputs);
            case ScatterAdd scatter -> IndexDispatch.scatterAdd(workers, scatter, inputs, outputs);
            case IndexSelect select -> IndexDispatch.select(workers, select, inputs, outputs);
            case IndexAdd add -> IndexDispatch.add(workers, add, inputs, outputs);
            case Pad pad -> IndexDispatch.pad(workers, pad, inputs, outputs);
            case Concat concat -> IndexDispatch.concat(workers, concat, inputs, outputs);
            case Attention attention -> CpuProvider.vectors() && isFloat(outputs)
                    && AttentionDispatch.forward(workers, attention, inputs, outputs);
            case AttentionGradient gradient -> CpuProvider.vectors() && isFloat(outputs)
                    && AttentionDispatch.gradient(workers, gradient, inputs, outputs);
            case CumulativeSum _, ArgSort _ -> false;
        };
    }

    private static boolean isFloat(List<Operand> operands) {
        for (var operand : operands) {
            if (operand.type() != DType.FLOAT32) {
                return false;
            }
        }
        return true;
    }
}
