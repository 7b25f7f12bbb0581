package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.op.Add;
import dev.nacre.core.op.BinaryMap;
import dev.nacre.core.op.Div;
import dev.nacre.core.op.Mul;
import dev.nacre.core.op.Sub;
import dev.nacre.kernels.cpu.jit.RowCall;
import dev.nacre.kernels.cpu.jit.RowDefinition;
import dev.nacre.kernels.cpu.jit.RowPrograms;
import dev.nacre.kernels.cpu.jit.RowValue;

/**
 * Binary maps over operands of which each is, along the innermost dimension, elements in a row or one number: equal
 * tensors, a number, a row or a column against many. Emitted row programs.
 */
final class EmittedBroadcast {
    /** Rows shorter than a vector are better repeated into a longer one, as {@link BroadcastKernels} does. */
    private static final int SHORTEST = 16;
    /** Longer rows are cut like tensors without rows, so that there is not a program for each length. */
    private static final int LONGEST = 4096;
    private static final RowPrograms<Kind> PROGRAMS = new RowPrograms<>((kind, p) -> {
        p.stream();
        p.store(DType.FLOAT32, value(kind.map, operand(p, kind.xRepeats), operand(p, kind.yRepeats)));
    });

    private EmittedBroadcast() {
    }

    private record Kind(BinaryMap map, boolean xRepeats, boolean yRepeats) { }

    private static RowValue operand(RowDefinition p, boolean repeats) {
        return repeats ? p.number() : p.row(DType.FLOAT32);
    }

    private static RowValue value(BinaryMap map, RowValue x, RowValue y) {
        return switch (map) {
            case Add _ -> x.plus(y);
            case Sub _ -> x.minus(y);
            case Mul _ -> x.times(y);
            case Div _ -> x.dividedBy(y);
            default -> throw new IllegalArgumentException("no program for " + map.name());
        };
    }

    /** Whether it serves. */
    static boolean serves(BinaryMap map, Nest nest) {
        long size = nest.size(0);
        return CpuProvider.machineCode()
                && (map instanceof Add || map instanceof Sub || map instanceof Mul || map instanceof Div)
                && isRowOrNumber(nest.firstStride(0), size) && isRowOrNumber(nest.secondStride(0), size)
                && (nest.firstStride(0) != 0 || nest.secondStride(0) != 0) && (nest.rank() == 1 || size >= SHORTEST);
    }

    private static boolean isRowOrNumber(long stride, long size) {
        return stride == 0 || stride == 1 || size == 1;
    }

    /** {@code z = f(x, y)}; addresses of the first elements, z row-major. */
    static void run(Workers workers, BinaryMap map, Nest nest, long x, long y, long z) {
        long size = nest.size(0);
        var kind = new Kind(map, nest.firstStride(0) == 0, nest.secondStride(0) == 0);
        if (nest.rank() == 1) {
            line(workers, kind, size, x, y, z);
        } else if (size > LONGEST) {
            for (long row = 0; row < nest.outer(1); row++) {
                line(workers, kind, size, x + nest.firstAt(row, 1) * Float.BYTES,
                        y + nest.secondAt(row, 1) * Float.BYTES, z + row * size * Float.BYTES);
            }
        } else {
            workers.ranges(nest.outer(1), 2 * size + 16, (begin, end) -> rows(kind, nest, begin, end, x, y, z));
        }
    }

    private static void line(Workers workers, Kind kind, long count, long x, long y, long z) {
        EmittedMaps.run(workers, count, PROGRAMS, kind, (call, first, stride) -> {
            set(call, 0, kind.xRepeats, kind.xRepeats ? x : x + first, kind.xRepeats ? 0 : stride);
            set(call, 1, kind.yRepeats, kind.yRepeats ? y : y + first, kind.yRepeats ? 0 : stride);
            call.rows(2, z + first, stride);
        });
    }

    private static void set(RowCall call, int operand, boolean repeats, long address, long stride) {
        if (repeats) {
            call.numbers(operand, address, stride);
        } else {
            call.rows(operand, address, stride);
        }
    }

    /** Rows that follow each other in both operands are one call. */
    private static void rows(Kind kind, Nest nest, long begin, long end, long x, long y, long z) {
        long size = nest.size(0);
        long plane = nest.size(1);
        var call = PROGRAMS.of(kind, (int) size).call();
        for (long row = begin; row < end;) {
            long count = Math.min(end - row, plane - row % plane);
            set(call, 0, kind.xRepeats, x + nest.firstAt(row, 1) * Float.BYTES, nest.firstStride(1) * Float.BYTES);
            set(call, 1, kind.yRepeats, y + nest.secondAt(row, 1) * Float.BYTES, nest.secondStride(1) * Float.BYTES);
            call.rows(2, z + row * size * Float.BYTES, size * Float.BYTES).run(count);
            row += count;
        }
    }
}
