package dev.nacre.core.backend;

import dev.nacre.core.op.Plain;
import dev.nacre.core.op.Primitive;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * The specification: every primitive by its own plain loops in double precision, rounded once at the end. Slow, simple,
 * single-threaded; what every other backend is held against.
 */
public final class ReferenceBackend extends NativeBackend {
    /** Needs nothing. */
    public ReferenceBackend() {
    }

    @Override
    public String name() {
        return "reference (plain loops in double precision)";
    }

    @Override
    public void run(Primitive primitive, List<Operand> inputs, List<Operand> outputs) {
        compute(primitive, inputs, outputs);
    }

    /** Computes a primitive by its reference loops; other backends call this for what they have no kernel for. */
    public static void compute(Primitive primitive, List<Operand> inputs, List<Operand> outputs) {
        try (Arena arena = Arena.ofConfined()) {
            List<Plain> in = inputs.stream().map(o -> Plain.read(arena, segment(o.storage()), o.type(), o.layout()))
                    .toList();
            List<Plain> out = outputs.stream().map(o -> Plain.zeros(arena, o.type(), o.shape())).toList();
            primitive.reference(in, out);
            for (int i = 0; i < out.size(); i++) {
                out.get(i).write(segment(outputs.get(i).storage()));
            }
        }
    }
}
