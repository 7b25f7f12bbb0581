package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.op.Exp;
import dev.nacre.core.op.Gelu;
import dev.nacre.core.op.Sigmoid;
import dev.nacre.core.op.Silu;
import dev.nacre.core.op.Tanh;
import dev.nacre.core.op.UnaryMap;
import dev.nacre.kernels.cpu.jit.RowDefinition;
import dev.nacre.kernels.cpu.jit.RowProgram;
import dev.nacre.kernels.cpu.jit.RowValue;
import java.util.function.Consumer;

/** Activations of contiguous float32 elements and their derivatives as emitted row programs. */
final class EmittedMaps {
    /** Elements of a row: an arbitrary cut, every element is on its own. */
    private static final int LINE = 1024;
    private static final int VECTOR = 16;
    private static final int COST = 4;
    private static final float SQRT_HALF = 0.70710678f;
    private static final float INVERSE_SQRT_2_PI = 0.3989422804f;

    private EmittedMaps() {
    }

    /** Whether there is a program for the map. */
    static boolean serves(UnaryMap map) {
        return CpuProvider.machineCode() && (map instanceof Silu || map instanceof Gelu || map instanceof Sigmoid
                || map instanceof Tanh || map instanceof Exp);
    }

    /** Whether there is a program for its derivative. */
    static boolean servesGradient(UnaryMap map) {
        return CpuProvider.machineCode() && (map instanceof Silu || map instanceof Gelu);
    }

    /** {@code y = f(x)}; addresses. */
    static void unary(Workers workers, UnaryMap map, long x, long y, long count) {
        run(workers, count, p -> p.store(DType.FLOAT32, value(map, p.row(DType.FLOAT32))), x, y);
    }

    /** {@code dx = f′(x)·dy}; addresses. */
    static void gradient(Workers workers, UnaryMap map, long x, long dy, long dx, long count) {
        run(workers, count, p -> {
            var slope = derivative(map, p.row(DType.FLOAT32));
            p.store(DType.FLOAT32, slope.times(p.row(DType.FLOAT32)));
        }, x, dy, dx);
    }

    private static RowValue value(UnaryMap map, RowValue x) {
        return switch (map) {
            case Silu _ -> x.silu();
            case Gelu _ -> twiceNormal(x).times(x.times(0.5f));
            case Sigmoid _ -> x.sigmoid();
            case Tanh _ -> x.tanh();
            case Exp _ -> x.exp();
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

    private static void run(Workers workers, long count, Consumer<RowDefinition> body, long... operands) {
        workers.ranges(count, COST, (begin, end) -> {
            long lines = (end - begin) / LINE;
            long vectors = (end - begin) % LINE / VECTOR;
            run(body, LINE, begin, lines, operands);
            run(body, VECTOR, begin + lines * LINE, vectors, operands);
            run(body, (int) ((end - begin) % VECTOR), end - (end - begin) % VECTOR, 1, operands);
        });
    }

    private static void run(Consumer<RowDefinition> body, int channels, long first, long rows, long... operands) {
        if (channels == 0 || rows == 0) {
            return;
        }
        var call = RowProgram.define(channels, p -> {
            p.stream();
            body.accept(p);
        }).call();
        for (int i = 0; i < operands.length; i++) {
            call.rows(i, operands[i] + first * Float.BYTES, (long) channels * Float.BYTES);
        }
        call.run(rows);
    }
}
