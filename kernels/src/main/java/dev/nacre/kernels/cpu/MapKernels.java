package dev.nacre.kernels.cpu;

import dev.nacre.core.op.Add;
import dev.nacre.core.op.BinaryMap;
import dev.nacre.core.op.Div;
import dev.nacre.core.op.Maximum;
import dev.nacre.core.op.Minimum;
import dev.nacre.core.op.Mul;
import dev.nacre.core.op.Sub;
import dev.nacre.core.op.UnaryMap;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Element-wise maps over contiguous float32 elements, and the loops that {@link BroadcastKernels} runs in rows. */
final class MapKernels {
    /** Elements that go through all stages of a map before the next ones: they stay in the first-level cache. */
    private static final long BLOCK = 2048;
    /** Elements of a call: a loop that is entered often is compiled whole, one that never ends only from its middle. */
    static final long CALL = 1 << 14;
    private static final Map<Class<?>, List<BinaryFunction.Loop>> FORWARD = new ConcurrentHashMap<>();
    private static final Map<Class<?>, List<BinaryFunction.Loop>> DERIVATIVE = new ConcurrentHashMap<>();
    private static final Map<Class<?>, BinaryFunction.Loop> SINGLE_DERIVATIVE = new ConcurrentHashMap<>();
    private static final Map<Class<?>, BinaryFunction.Loop> BINARY = new ConcurrentHashMap<>();
    private static final Map<Class<?>, UnaryFunction.Loop> SINGLE = new ConcurrentHashMap<>();

    private MapKernels() {
    }

    /** {@code y[i] = f(x[xOffset + i])}. */
    static void unary(Workers workers, UnaryMap map, MemorySegment x, long xOffset, MemorySegment y, long count) {
        var stages = UnaryMaps.forward(map);
        var constants = UnaryMaps.Constants.of(map);
        if (stages.size() == 1) {
            var stage = stages.getFirst();
            var loop = SINGLE.computeIfAbsent(map.getClass(), type -> Specialised.copy(UnaryLoop.class,
                    UnaryFunction.Loop.class, (UnaryFunction) (v, a, b) -> stage.apply(v, v, a, b)));
            workers.ranges(count, 2, (begin, end) -> {
                for (long i = begin; i < end; i += CALL) {
                    loop.run(x, xOffset + i, y, i, Math.min(CALL, end - i), constants.a(), constants.b());
                }
            });
            return;
        }
        var loops = FORWARD.computeIfAbsent(map.getClass(), type -> loops(stages));
        workers.ranges(count, 8, (begin, end) -> {
            for (long i = begin; i < end; i += BLOCK) {
                chain(loops, x, xOffset + i, y, i, Math.min(BLOCK, end - i), constants);
            }
        });
    }

    /** {@code dx[i] = f′(point[pointOffset + i]) · dy[dyOffset + i]}. */
    static void gradient(Workers workers, UnaryMap map, MemorySegment point, long pointOffset, MemorySegment dy,
                         long dyOffset, MemorySegment dx, long count) {
        var stages = UnaryMaps.derivative(map);
        var constants = UnaryMaps.Constants.of(map);
        if (stages.size() == 1) {
            // A short derivative and its product in one loop: the slopes never go through memory.
            var stage = stages.getFirst();
            var loop = SINGLE_DERIVATIVE.computeIfAbsent(map.getClass(), type -> Specialised.copy(BinaryLoop.class,
                    BinaryFunction.Loop.class, (BinaryFunction) (v, g, a, b) -> stage.apply(v, v, a, b).mul(g)));
            workers.ranges(count, 4, (begin, end) -> {
                for (long i = begin; i < end; i += CALL) {
                    loop.run(point, pointOffset + i, 1, dy, dyOffset + i, 1, dx, i, Math.min(CALL, end - i),
                            constants.a(), constants.b());
                }
            });
            return;
        }
        var loops = DERIVATIVE.computeIfAbsent(map.getClass(), type -> loops(stages));
        var product = loop(new Mul());
        workers.ranges(count, 8, (begin, end) -> {
            for (long i = begin; i < end; i += BLOCK) {
                long length = Math.min(BLOCK, end - i);
                chain(loops, point, pointOffset + i, dx, i, length, constants);
                product.run(dx, i, 1, dy, dyOffset + i, 1, dx, i, length, 0, 0);
            }
        });
    }

    private static void chain(List<BinaryFunction.Loop> stages, MemorySegment x, long from, MemorySegment y, long to,
                              long count, UnaryMaps.Constants constants) {
        var value = x;
        long at = from;
        for (var stage : stages) {
            stage.run(value, at, 1, x, from, 1, y, to, count, constants.a(), constants.b());
            value = y;
            at = to;
        }
    }

    /** The loop of a binary map. */
    static BinaryFunction.Loop loop(BinaryMap map) {
        return BINARY.computeIfAbsent(map.getClass(),
                type -> Specialised.copy(BinaryLoop.class, BinaryFunction.Loop.class, function(map)));
    }

    private static List<BinaryFunction.Loop> loops(List<BinaryFunction> functions) {
        return functions.stream().map(f -> Specialised.copy(BinaryLoop.class, BinaryFunction.Loop.class, f)).toList();
    }

    private static BinaryFunction function(BinaryMap map) {
        return switch (map) {
            case Add _ -> (x, y, a, b) -> x.add(y);
            case Sub _ -> (x, y, a, b) -> x.sub(y);
            case Mul _ -> (x, y, a, b) -> x.mul(y);
            case Div _ -> (x, y, a, b) -> x.div(y);
            case Maximum _ -> (x, y, a, b) -> x.max(y);
            case Minimum _ -> (x, y, a, b) -> x.min(y);
        };
    }
}
