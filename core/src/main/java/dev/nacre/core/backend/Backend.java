package dev.nacre.core.backend;

import dev.nacre.core.DType;
import dev.nacre.core.op.Fused;
import dev.nacre.core.op.Primitive;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/**
 * The waist: all that the engine asks of a device. Implementations may defer the work that {@link #run} describes as
 * long as {@link #download} sees its result; they keep the storages alive until then. Safe for many threads.
 */
public interface Backend {
    /** A short name for logs: {@code reference}, {@code cpu vector 512 bits}, … */
    String name();

    /** Memory for {@code elements} elements, not initialised. */
    Storage allocate(DType type, long elements);

    /** Copies host bytes into a storage, from its start. */
    void upload(MemorySegment source, Storage target);

    /** Every element of a storage becomes this value, rounded as {@link DType#set} does. */
    default void fill(double value, Storage target) {
        DType type = target.type();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment elements = arena.allocate(target.elements() * type.bytes(), Long.BYTES);
            for (long i = 0; i < target.elements(); i++) {
                type.set(elements, i, value);
            }
            upload(elements, target);
        }
    }

    /** The elements of an int32 storage become 0, 1, 2, … */
    default void count(Storage target) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment elements = arena.allocate(target.elements() * Integer.BYTES, Integer.BYTES);
            for (long i = 0; i < target.elements(); i++) {
                elements.setAtIndex(ValueLayout.JAVA_INT, i, (int) i);
            }
            upload(elements, target);
        }
    }

    /**
     * Whether values are worth sending before they are needed ({@link #hostBuffer}): the device has memory of its own,
     * and copies beside its other work.
     */
    default boolean copiesAhead() {
        return false;
    }

    /** Memory of the host for so many bytes, whose values this device takes. */
    default HostBuffer hostBuffer(long bytes) {
        return new CopiedBuffer(this, bytes);
    }

    /**
     * Host buffers that were closed are kept for the next ones until all that this gave are closed. Without it they go
     * back when none is open.
     */
    default AutoCloseable keepHostBuffers() {
        return () -> { };
    }

    /** Copies elements {@code offset …} of a storage to the host, as many as the target holds. */
    void download(Storage source, long offset, MemorySegment target);

    /**
     * Computes one primitive. Shapes and types were checked; the outputs are contiguous, freshly allocated and do not
     * overlap the inputs.
     */
    void run(Primitive primitive, List<Operand> inputs, List<Operand> outputs);

    /** Whether {@link #run(Fused, List, List)} has a kernel for this fused operation on these inputs. */
    default boolean fuses(Fused fused, List<Operand> inputs) {
        return false;
    }

    /** How steps are noted and repeated here; empty where each operation is asked for by itself. */
    default Optional<Repeating> repeating() {
        return Optional.empty();
    }

    /** Computes a fused operation for which {@link #fuses} said yes. */
    default void run(Fused fused, List<Operand> inputs, List<Operand> outputs) {
        throw new IllegalStateException(name() + " has no kernel for " + fused.name());
    }
}
