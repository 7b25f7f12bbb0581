package dev.nacre.mammo;

import dev.nacre.core.memory.Admission;
import dev.nacre.core.memory.Deadline;
import dev.nacre.core.memory.MemoryMeter;
import dev.nacre.core.memory.Reservation;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * Runs one network with its working memory reserved. How much that is, is measured and not worked out: it depends on
 * what kernels borrow, thus on processor and threads, and a formula would be wrong with the next kernel. A run that is
 * larger than all before it reserves everything, so that it is alone, and is measured; a smaller one reserves what the
 * next larger held at its most.
 */
final class WorkingMemory {
    private final Admission tensors;
    private final ConcurrentSkipListMap<Integer, Long> needs = new ConcurrentSkipListMap<>();

    /** @param tensors where reservations are made; several networks may share it */
    WorkingMemory(Admission tensors) {
        this.tensors = tensors;
    }

    /**
     * The result of a run.
     *
     * @param size of its input; runs of equal size hold equal memory
     * @throws dev.nacre.core.memory.AdmissionException if there is no room for it, or none in time
     */
    <T> T run(int size, Deadline deadline, Supplier<T> network) {
        try (Reservation reservation = tensors.reserve(() -> need(size), deadline)) {
            MemoryMeter meter = new MemoryMeter();
            T result = meter.call(network);
            long need = withReuse(meter.most());
            if (need > reservation.bytes() || needs.ceilingKey(size) == null) {
                needs.merge(size, need, Math::max);
            }
            tensors.requireFitting(need);
            return result;
        }
    }

    private long need(int size) {
        var larger = needs.ceilingEntry(size);
        return larger == null ? tensors.capacity() : larger.getValue();
    }

    /** The pool may hand out blocks that are a quarter longer than asked for. */
    private static long withReuse(long bytes) {
        return bytes + bytes / 4;
    }
}
