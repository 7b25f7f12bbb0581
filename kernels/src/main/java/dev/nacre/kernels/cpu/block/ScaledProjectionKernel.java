package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.ScaledProjection;
import dev.nacre.kernels.cpu.Workers;
import dev.nacre.kernels.cpu.jit.Epilogue;
import dev.nacre.kernels.cpu.jit.RowPrograms;
import java.util.List;

/** {@link ScaledProjection}: the gate is multiplied into the weights of each picture. */
final class ScaledProjectionKernel {
    private static final RowPrograms<DType> SCALED = new RowPrograms<>((type, p) ->
            p.store(type, p.row(type).times(p.number())));

    private final Workers workers;
    private final List<Operand> inputs;
    private final int wide;
    private final int out;
    private final long pixels;
    private final Precision precision;

    private ScaledProjectionKernel(Workers workers, Precision precision, List<Operand> inputs) {
        this.workers = workers;
        this.precision = precision;
        this.inputs = inputs;
        var x = inputs.getFirst().shape();
        this.wide = Math.toIntExact(x.size(3));
        this.out = Math.toIntExact(inputs.get(2).shape().size(1));
        this.pixels = x.size(1) * x.size(2);
    }

    static void run(Workers workers, ScaledProjection op, List<Operand> inputs, Operand output) {
        var kernel = new ScaledProjectionKernel(workers, op.precision(), inputs);
        for (int picture = 0; picture < inputs.getFirst().shape().size(0); picture++) {
            kernel.picture(picture, output);
        }
    }

    private void picture(int picture, Operand output) {
        long bias = Room.address(inputs.get(3));
        var type = inputs.getFirst().type();
        long stride = (long) wide * type.bytes();
        long x = Room.address(inputs.getFirst()) + picture * pixels * stride;
        long offset = picture * pixels * out * Float.BYTES;
        long y = Room.address(output) + offset;
        boolean residual = inputs.size() > 4;
        long added = residual ? Room.address(inputs.get(4)) + offset : 0;
        try (var scaled = scaled(picture);
                var packed = PackedWeights.of(precision, scaled.address(), wide, out, out, false)) {
            int strip = Strips.pixels(wide, (long) wide * out);
            workers.ranges(pixels, (long) wide * out / 8, (begin, end) -> {
                try (var product = packed.product(type, wide, out, new Epilogue(false, true, residual, out))) {
                    for (long pixel = begin; pixel < end; pixel += strip) {
                        long at = pixel * out * Float.BYTES;
                        product.run(x + pixel * stride, y + at, Math.min(strip, end - pixel), bias,
                                residual ? added + at : 0);
                    }
                }
            });
        }
    }

    /** Row c of the weights times gate c of the picture. */
    private Room scaled(int picture) {
        long gates = Room.address(inputs.get(1)) + (long) picture * wide * Float.BYTES;
        long weights = Room.address(inputs.get(2));
        long bytes = (long) out * Float.BYTES;
        var scaled = Room.floats((long) wide * out);
        var program = SCALED.of(DType.FLOAT32, out);
        workers.ranges(wide, out, (begin, end) -> program.call().rows(0, weights + begin * bytes, bytes)
                .numbers(1, gates + begin * Float.BYTES, Float.BYTES).rows(2, scaled.address() + begin * bytes, bytes)
                .run(end - begin));
        return scaled;
    }
}
