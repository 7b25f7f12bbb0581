package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.jit.RowCall;
import dev.nacre.kernels.cpu.jit.RowDefinition;
import dev.nacre.kernels.cpu.jit.RowProgram;
import dev.nacre.kernels.cpu.jit.RowValue;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/** Layer normalisation and softmax over rows of float32, and their derivatives, as emitted row programs. */
final class EmittedRows {
    private static final int COST = 4;

    private EmittedRows() {
    }

    /** What normalises a row: x − μ, what the rounded μ lacks, and 1/√(σ² + ε), from x. */
    private record Normal(RowValue deviation, RowValue lacking, RowValue inverse) {
        static Normal of(RowDefinition p, RowValue x, int width, double epsilon) {
            float share = (float) (1.0 / width);
            var deviation = x.minus(p.rowSum(x).times(share));
            // What the rounded mean lacks matters where it is large against the deviation.
            var lacking = p.rowSum(deviation).times(share);
            var variance = p.rowSum(deviation.times(deviation)).times(share).minus(lacking.times(lacking));
            var inverse = p.constant(0).max(variance).plus((float) epsilon).rsqrt();
            return new Normal(deviation, lacking, inverse);
        }

        /** The normalised row. */
        RowValue row() {
            return deviation.minus(lacking).times(inverse);
        }
    }

    /** {@code y = weight·(x − μ)/√(σ² + ε) + bias} of each row; all from their starts. */
    static void layerNorm(Workers workers, double epsilon, MemorySegment x, MemorySegment weight, MemorySegment bias,
            long rows, int width, MemorySegment y) {
        long bytes = (long) width * Float.BYTES;
        run(workers, rows, width, COST, p -> {
            var normal = Normal.of(p, p.row(DType.FLOAT32), width, epsilon);
            p.store(DType.FLOAT32, normal.row().times(p.channel()).plus(p.channel()));
        }, (call, row) -> call.rows(0, x.address() + row * bytes, bytes).channels(1, weight.address())
                .channels(2, bias.address()).rows(3, y.address() + row * bytes, bytes));
    }

    /**
     * With x̂ the normalised row and g = dy·weight: {@code dx = (g − mean(g) − x̂·mean(g·x̂))/√(σ² + ε)},
     * {@code dweight = Σ dy·x̂}, {@code dbias = Σ dy}.
     */
    static void layerNormGradient(Workers workers, double epsilon, MemorySegment x, MemorySegment weight,
            MemorySegment dy, long rows, int width, MemorySegment dx, MemorySegment dweight, MemorySegment dbias) {
        long bytes = (long) width * Float.BYTES;
        float share = (float) (1.0 / width);
        var program = RowProgram.define(width, p -> {
            p.stream();
            var normal = Normal.of(p, p.row(DType.FLOAT32), width, epsilon);
            var cotangent = p.row(DType.FLOAT32);
            var g = cotangent.times(p.channel());
            // Sums with x − μ, which is there a pass earlier than x̂.
            var sum = p.rowSum(g);
            var product = p.rowSum(g.times(normal.deviation())).minus(normal.lacking().times(sum))
                    .times(normal.inverse()).times(share);
            var mean = sum.times(share);
            var row = normal.row();
            p.sum(cotangent.times(row));
            p.sum(cotangent);
            p.store(DType.FLOAT32, g.minus(mean).minus(row.times(product)).times(normal.inverse()));
        });
        try (var scratch = Scratch.borrow(2L * width)) {
            var totals = scratch.segment();
            SumKernels.blocks(workers, 1, rows, 2L * COST * width, 2L * width, (outer, first, count, sums, at) ->
                    program.call().rows(0, x.address() + first * bytes, bytes)
                            .rows(1, dy.address() + first * bytes, bytes).channels(2, weight.address())
                            .channels(3, sums.address() + at * Float.BYTES)
                            .channels(4, sums.address() + (at + width) * Float.BYTES)
                            .rows(5, dx.address() + first * bytes, bytes).run(count), totals);
            MemorySegment.copy(totals, 0, dweight, 0, bytes);
            MemorySegment.copy(totals, bytes, dbias, 0, bytes);
        }
    }

    /** {@code y = eˣ / Σeˣ} of each row. */
    static void softmax(Workers workers, MemorySegment x, long rows, int width, MemorySegment y) {
        long bytes = (long) width * Float.BYTES;
        run(workers, rows, width, COST, p -> {
            var row = p.row(DType.FLOAT32);
            var power = p.keep(row.minus(p.rowMaximum(row)).exp());
            p.store(DType.FLOAT32, power.times(p.rowSum(power).reciprocal()));
        }, (call, row) -> call.rows(0, x.address() + row * bytes, bytes).rows(1, y.address() + row * bytes, bytes));
    }

    /** {@code dx = y·(dy − Σ y·dy)} of each row. */
    static void softmaxGradient(Workers workers, MemorySegment y, MemorySegment dy, long rows, int width,
            MemorySegment dx) {
        long bytes = (long) width * Float.BYTES;
        run(workers, rows, width, COST / 2, p -> {
            var row = p.row(DType.FLOAT32);
            var cotangent = p.row(DType.FLOAT32);
            p.store(DType.FLOAT32, row.times(cotangent.minus(p.rowSum(row.times(cotangent)))));
        }, (call, row) -> call.rows(0, y.address() + row * bytes, bytes).rows(1, dy.address() + row * bytes, bytes)
                .rows(2, dx.address() + row * bytes, bytes));
    }

    /** Sets the operands of a call that begins with a row. */
    private interface Operands {
        void set(RowCall call, long row);
    }

    private static void run(Workers workers, long rows, int width, int cost, Consumer<RowDefinition> body,
            Operands operands) {
        var program = RowProgram.define(width, p -> {
            p.stream();
            body.accept(p);
        });
        workers.ranges(rows, (long) cost * width, (begin, end) -> {
            var call = program.call();
            operands.set(call, begin);
            call.run(end - begin);
        });
    }
}
