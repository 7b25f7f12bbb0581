package dev.nacre.kernels.cuda;

import dev.nacre.core.Device;
import dev.nacre.core.Layout;
import dev.nacre.core.backend.Backend;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.backend.Storage;
import dev.nacre.core.op.Primitive;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Computes what has no kernel yet on the processor: inputs are copied there, and results back. Right, and slow; said
 * once for each operation.
 */
final class OnProcessor {
    private static final System.Logger LOG = System.getLogger("dev.nacre");
    private static final ScopedValue<Boolean> REFUSED = ScopedValue.newInstance();

    private final Backend device;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    OnProcessor(Backend device) {
        this.device = device;
    }

    /** Operations that were computed on the processor so far. */
    Set<String> operations() {
        return Set.copyOf(told);
    }

    /** Runs {@code body}, in which nothing is computed here. */
    static <T> T refusing(Supplier<T> body) {
        return ScopedValue.where(REFUSED, true).call(body::get);
    }

    void run(Primitive primitive, List<Operand> inputs, List<Operand> outputs) {
        if (REFUSED.isBound()) {
            throw new MissingKernelException(new Subject(primitive, inputs) + " has no kernel for CUDA yet, or not for"
                    + " these types");
        }
        if (told.add(primitive.name())) {
            LOG.log(Level.WARNING, "{0} has no kernel for CUDA yet, or not for these types; it is computed on the "
                    + "processor", primitive.name());
        }
        Backend processor = Backends.of(Device.CPU);
        List<Operand> near = new ArrayList<>();
        List<Operand> results = new ArrayList<>();
        try {
            for (Operand input : inputs) {
                near.add(fetched(processor, input));
            }
            for (Operand output : outputs) {
                Storage storage = processor.allocate(output.type(), output.shape().elements());
                results.add(new Operand(storage, Layout.contiguous(output.shape())));
            }
            processor.run(primitive, near, results);
            for (int i = 0; i < outputs.size(); i++) {
                put(processor, results.get(i), outputs.get(i));
            }
        } finally {
            near.forEach(operand -> operand.storage().release());
            results.forEach(operand -> operand.storage().release());
        }
    }

    private Operand fetched(Backend processor, Operand input) {
        Storage far = input.storage();
        Storage storage = processor.allocate(far.type(), far.elements());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(far.elements() * far.type().bytes());
            device.download(far, 0, bytes);
            processor.upload(bytes, storage);
        }
        return new Operand(storage, input.layout());
    }

    private void put(Backend processor, Operand result, Operand output) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(output.shape().elements() * output.type().bytes());
            processor.download(result.storage(), 0, bytes);
            device.upload(bytes, output.storage());
        }
    }
}
