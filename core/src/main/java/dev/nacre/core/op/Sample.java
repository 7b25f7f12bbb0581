package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * A call of an operation with described inputs. The same samples drive the comparison of backends, the gradient check,
 * the element types, strided inputs, determinism, and benchmarks.
 *
 * @param name   unique among all samples
 * @param inputs what to feed
 * @param call   the operation; several outputs come as a list
 */
public record Sample(String name, List<Input> inputs, Function<List<Tensor>, List<Tensor>> call) {
    /**
     * One input: uniform in [low, high), integers included.
     *
     * @param type  FLOAT32 stands for every floating type; others are taken as they are
     * @param shape the sizes
     */
    public record Input(DType type, Shape shape, double low, double high) { }

    /** A sample with one output. */
    public static Sample of(String name, Function<List<Tensor>, Tensor> call, Input... inputs) {
        return new Sample(name, List.of(inputs), in -> List.of(call.apply(in)));
    }

    /** A sample with several outputs. */
    public static Sample many(String name, Function<List<Tensor>, List<Tensor>> call, Input... inputs) {
        return new Sample(name, List.of(inputs), call);
    }

    /** Floating values in [low, high). */
    public static Input real(double low, double high, long... sizes) {
        return new Input(DType.FLOAT32, Shape.of(sizes), low, high);
    }

    /** Indices in [0, bound), int32. */
    public static Input index(int bound, long... sizes) {
        return new Input(DType.INT32, Shape.of(sizes), 0, bound);
    }

    /** A mask. */
    public static Input mask(long... sizes) {
        return new Input(DType.BOOL, Shape.of(sizes), 0, 2);
    }
}
