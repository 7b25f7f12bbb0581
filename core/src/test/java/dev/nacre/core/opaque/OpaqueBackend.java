package dev.nacre.core.opaque;

import dev.nacre.core.DType;
import dev.nacre.core.backend.Backend;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.backend.Storage;
import dev.nacre.core.op.Plain;
import dev.nacre.core.op.Primitive;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A device that is unlike the processor: its memory has no address, and nothing is computed before somebody looks at a
 * result. Storages that queued work needs stay alive until then.
 */
final class OpaqueBackend implements Backend {
    private record Task(Primitive primitive, List<Operand> inputs, List<Operand> outputs) { }

    private final Queue<Task> queue = new ArrayDeque<>();
    private final Set<Class<?>> seen = new HashSet<>();

    @Override
    public String name() {
        return "opaque (deferred, for tests)";
    }

    @Override
    public Storage allocate(DType type, long elements) {
        return new OpaqueStorage(type, elements);
    }

    @Override
    public void upload(MemorySegment source, Storage target) {
        MemorySegment.copy(source, 0, ((OpaqueStorage) target).content(), 0, source.byteSize());
    }

    @Override
    public synchronized void run(Primitive primitive, List<Operand> inputs, List<Operand> outputs) {
        Stream.concat(inputs.stream(), outputs.stream()).forEach(o -> o.storage().retain());
        seen.add(primitive.getClass());
        queue.add(new Task(primitive, List.copyOf(inputs), List.copyOf(outputs)));
    }

    @Override
    public synchronized void download(Storage source, long offset, MemorySegment target) {
        while (!queue.isEmpty()) {
            compute(queue.remove());
        }
        MemorySegment.copy(((OpaqueStorage) source).content(), offset * source.type().bytes(), target, 0,
                target.byteSize());
    }

    /** Every kind of primitive that ever came. */
    synchronized Set<Class<?>> seen() {
        return Set.copyOf(seen);
    }

    /** How much work waits. */
    synchronized int waiting() {
        return queue.size();
    }

    private static void compute(Task task) {
        try (Arena arena = Arena.ofConfined()) {
            List<Plain> in = task.inputs.stream()
                    .map(o -> Plain.read(arena, content(o), o.type(), o.layout())).toList();
            List<Plain> out = task.outputs.stream().map(o -> Plain.zeros(arena, o.type(), o.shape())).toList();
            task.primitive.reference(in, out);
            for (int i = 0; i < out.size(); i++) {
                out.get(i).write(content(task.outputs.get(i)));
            }
        } finally {
            Stream.concat(task.inputs.stream(), task.outputs.stream()).forEach(o -> o.storage().release());
        }
    }

    private static MemorySegment content(Operand operand) {
        return ((OpaqueStorage) operand.storage()).content();
    }
}
