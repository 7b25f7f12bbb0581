package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.backend.Operand;
import dev.nacre.kernels.cpu.jit.RowPrograms;
import java.util.List;

/** {@link dev.nacre.core.op.ScaleShift} as an emitted row program, for pixels of at least a vector. */
final class EmittedScaleShift {
    private static final int SHORTEST = 16;
    private static final RowPrograms<DType> PROGRAMS = new RowPrograms<>((type, p) ->
            p.store(type, p.row(type).timesPlus(p.channel(), p.channel())));

    private EmittedScaleShift() {
    }

    static boolean serves(Shape shape) {
        return CpuProvider.machineCode() && shape.size(-1) >= SHORTEST;
    }

    static void run(Workers workers, List<Operand> inputs, Operand output) {
        var shape = inputs.getFirst().shape();
        int channels = Math.toIntExact(shape.size(-1));
        long bytes = (long) channels * Float.BYTES;
        try (var x = Dense.of(workers, inputs.get(0)); var scale = Dense.of(workers, inputs.get(1));
                var shift = Dense.of(workers, inputs.get(2))) {
            long y = Dense.memory(output).address();
            var program = PROGRAMS.of(DType.FLOAT32, channels);
            workers.ranges(shape.elements() / channels, channels, (begin, end) -> program.call()
                    .rows(0, x.address() + begin * bytes, bytes).channels(1, scale.address())
                    .channels(2, shift.address()).rows(3, y + begin * bytes, bytes).run(end - begin));
        }
    }
}
