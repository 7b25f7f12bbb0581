package dev.nacre.core.backend;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** For devices that cannot copy by themselves: each look is a copy of its own. */
final class CopiedBuffer implements HostBuffer {
    private final Backend backend;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;

    CopiedBuffer(Backend backend, long bytes) {
        this.backend = backend;
        memory = arena.allocate(Math.max(1, bytes), Long.BYTES).asSlice(0, bytes);
    }

    @Override
    public MemorySegment memory() {
        return memory;
    }

    @Override
    public void send() {
        // Nothing can be done before somebody looks.
    }

    @Override
    public Operand operand(DType type, long offset, Shape shape) {
        Storage storage = backend.allocate(type, shape.elements());
        backend.upload(memory.asSlice(offset, shape.elements() * type.bytes()), storage);
        return new Operand(storage, Layout.contiguous(shape));
    }

    @Override
    public void close() {
        arena.close();
    }
}
