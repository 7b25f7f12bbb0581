package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.op.Affine;
import dev.nacre.core.op.Exp;
import dev.nacre.core.op.Gelu;
import dev.nacre.core.op.Neg;
import dev.nacre.core.op.Rsqrt;
import dev.nacre.core.op.Sigmoid;
import dev.nacre.core.op.Silu;
import dev.nacre.core.op.Sqrt;
import dev.nacre.core.op.Square;
import dev.nacre.core.op.Tanh;
import dev.nacre.core.op.UnaryMap;
import dev.nacre.kernels.cpu.jit.RowCall;
import dev.nacre.kernels.cpu.jit.RowDefinition;
import dev.nacre.kernels.cpu.jit.RowPrograms;
import dev.nacre.kernels.cpu.jit.RowValue;

/** Maps of contiguous float32 elements and their derivatives as emitted row programs. */
final class EmittedMaps {
    /** Elements of a row: an arbitrary cut, every element is on its own. */
    private static final int LINE = 1024;
    private static final int VECTOR = 16;
    private static final int COST = 4;
    private static final float SQRT_HALF = 0.70710678f;
    private static final float INVERSE_SQRT_2_PI = 0.3989422804f;

    private static final Affine ANY_AFFINE = new Affine(1, 0);
    private static final RowPrograms<UnaryMap> FORWARD = new RowPrograms<>((map, p) -> {
        p.stream();
        p.store(DType.FLOAT32, value(map, p, p.row(DType.FLOAT32)));
    });
    private static final RowPrograms<UnaryMap> DERIVATIVE = new RowPrograms<>((map, p) -> {
        p.stream();
        var slope = derivative(map, p.row(DType.FLOAT32));
        p.store(DType.FLOAT32, slope.times(p.row(DType.FLOAT32)));
    });

    private EmittedMaps() {
    }

    /** Whether there is a program for the map. */
    static boolean serves(UnaryMap map) {
        return CpuProvider.machineCode() && (map instanceof Silu || map instanceof Gelu || map instanceof Sigmoid
                || map instanceof Tanh || map instanceof Exp || map instanceof Affine || map instanceof Sqrt
                || map instanceof Rsqrt || map instanceof Square || map instanceof Neg);
    }

    /** Whether there is a program for its derivative. */
    static boolean servesGradient(UnaryMap map) {
        return CpuProvider.machineCode() && (map instanceof Silu || map instanceof Gelu);
    }

    /** {@code y = f(x)}; addresses. */
    static void unary(Workers workers, UnaryMap map, long x, long y, long count) {
        if (map instanceof Affine affine) {
            run(workers, count, FORWARD, ANY_AFFINE, (call, first, stride) -> call.rows(0, x + first, stride)
                    .scalar(1, (float) affine.scale()).scalar(2, (float) affine.shift()).rows(3, y + first, stride));
        } else {
            run(workers, count, FORWARD, map, (call, first, stride) ->
                    call.rows(0, x + first, stride).rows(1, y + first, stride));
        }
    }

    /** {@code dx = f′(x)·dy}; addresses. */
    static void gradient(Workers workers, UnaryMap map, long x, long dy, long dx, long count) {
        run(workers, count, DERIVATIVE, map, (call, first, stride) ->
                call.rows(0, x + first, stride).rows(1, dy + first, stride).rows(2, dx + first, stride));
    }

    private static RowValue value(UnaryMap map, RowDefinition p, RowValue x) {
        return switch (map) {
            case Silu _ -> x.silu();
            case Gelu _ -> twiceNormal(x).times(x.times(0.5f));
            case Sigmoid _ -> x.sigmoid();
            case Tanh _ -> x.tanh();
            case Exp _ -> x.exp();
            case Affine _ -> x.timesPlus(p.scalar(), p.scalar());
            case Sqrt _ -> x.sqrt();
            case Rsqrt _ -> x.rsqrt();
            case Square _ -> x.times(x);
            case Neg _ -> x.negate();
            default -> throw new IllegalArgumentException("no program for " + map.name());
        };
    }

    private static RowValue derivative(UnaryMap map, RowValue x) {
        return switch (map) {
            case Silu _ -> siluSlope(x);
            case Gelu _ -> {
                var density = x.times(x).times(-0.5f).exp().times(INVERSE_SQRT_2_PI);
                yield density.times(x).plus(twiceNormal(x).times(0.5f));
            }
            default -> throw new IllegalArgumentException("no program for the derivative of " + map.name());
        };
    }

    /** σ(x)·(1 + x·(1 − σ(x))). */
    static RowValue siluSlope(RowValue x) {
        var sigmoid = x.sigmoid();
        return sigmoid.times(x.minus(sigmoid.times(x)).plus(1f));
    }

    /** 2Φ(x), Φ the normal distribution. */
    private static RowValue twiceNormal(RowValue x) {
        return x.times(SQRT_HALF).erf().plus(1f);
    }

    /** Sets the operands of a call whose rows begin so many bytes behind the first element, and lie so far apart. */
    interface Operands {
        void set(RowCall call, long first, long stride);
    }

    /** Runs a program over elements in a row, each on its own. */
    static <K> void run(Workers workers, long count, RowPrograms<K> programs, K kind, Operands operands) {
        workers.ranges(count, COST, (begin, end) -> {
            long lines = (end - begin) / LINE;
            long vectors = (end - begin) % LINE / VECTOR;
            int rest = (int) ((end - begin) % VECTOR);
            run(programs, kind, LINE, begin, lines, operands);
            run(programs, kind, VECTOR, begin + lines * LINE, vectors, operands);
            run(programs, kind, rest, end - rest, 1, operands);
        });
    }

    private static <K> void run(RowPrograms<K> programs, K kind, int channels, long first, long rows,
            Operands operands) {
        if (channels == 0 || rows == 0) {
            return;
        }
        var call = programs.of(kind, channels).call();
        operands.set(call, first * Float.BYTES, (long) channels * Float.BYTES);
        call.run(rows);
    }
}
