package dev.nacre.kernels.cpu;

import static dev.nacre.kernels.cpu.VectorWidth.FLOATS;
import static dev.nacre.kernels.cpu.VectorWidth.LANES;

import dev.nacre.core.op.AdamWStep;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * One step of AdamW in one pass: parameter, gradient and moments are read once and the new ones written once.
 *
 * @param inputs  parameter, gradient, first and second moment
 * @param offsets first elements of the inputs
 * @param outputs new parameter and moments, from their starts
 */
record AdamWLoop(AdamWStep step, MemorySegment[] inputs, long[] offsets, MemorySegment[] outputs) {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Elements {@code [begin, end)}. */
    void run(long begin, long end) {
        float keep = (float) (1 - step.learningRate() * step.weightDecay());
        float freshFirst = (float) (1 - step.beta1());
        float keptSecond = (float) step.beta2();
        float freshSecond = (float) (1 - step.beta2());
        float size = (float) -step.stepSize();
        float root = (float) (1 / step.rootCorrection());
        var epsilon = FloatVector.broadcast(FLOATS, (float) step.epsilon());
        for (long i = begin; i < end; i += LANES) {
            var lanes = FLOATS.indexInRange(i, end);
            var gradient = FloatVector.fromMemorySegment(FLOATS, inputs[1], (offsets[1] + i) * Float.BYTES, ORDER,
                    lanes);
            var first = FloatVector.fromMemorySegment(FLOATS, inputs[2], (offsets[2] + i) * Float.BYTES, ORDER, lanes);
            first = gradient.sub(first).mul(freshFirst).add(first);
            var second = FloatVector.fromMemorySegment(FLOATS, inputs[3], (offsets[3] + i) * Float.BYTES, ORDER, lanes);
            second = gradient.mul(gradient).mul(freshSecond).add(second.mul(keptSecond));
            var direction = first.div(second.sqrt().mul(root).add(epsilon));
            var parameter = FloatVector.fromMemorySegment(FLOATS, inputs[0], (offsets[0] + i) * Float.BYTES, ORDER,
                    lanes);
            direction.mul(size).add(parameter.mul(keep)).intoMemorySegment(outputs[0], i * Float.BYTES, ORDER, lanes);
            first.intoMemorySegment(outputs[1], i * Float.BYTES, ORDER, lanes);
            second.intoMemorySegment(outputs[2], i * Float.BYTES, ORDER, lanes);
        }
    }
}
