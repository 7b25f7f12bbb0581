package dev.nacre.bench.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.op.Operation;
import dev.nacre.core.op.Spec;
import java.util.List;

/**
 * One kernel on one size.
 *
 * @param name      what the table says
 * @param operation the primitive, or the fused operation that the CPU has a kernel for
 * @param inputs    types and shapes
 * @param indices   integers below this in index inputs
 * @param flops     operations of the arithmetic, 0 where memory alone matters
 */
public record KernelCase(String name, Operation operation, List<Spec> inputs, long indices, long flops) {
    static KernelCase of(String name, Operation operation, long flops, Shape... inputs) {
        return new KernelCase(name, operation,
                List.of(inputs).stream().map(shape -> new Spec(DType.FLOAT32, shape)).toList(), 0, flops);
    }

    /** Types and shapes of the results. */
    public List<Spec> outputs() {
        return operation.outputs(inputs);
    }

    /** Bytes of all inputs and outputs, each touched once: the least that any kernel must move. */
    public long bytes() {
        return bytes(inputs) + bytes(outputs());
    }

    private static long bytes(List<Spec> specs) {
        return specs.stream().mapToLong(spec -> spec.shape().elements() * spec.type().bytes()).sum();
    }
}
