package dev.nacre.kernels.cuda;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Shape;
import dev.nacre.core.backend.HostBuffer;
import dev.nacre.core.backend.Operand;
import dev.nacre.kernels.cuda.driver.AheadCopies;
import java.lang.foreign.MemorySegment;

/**
 * Pinned memory, from which the device copies by itself. All tensors that are made of it lie in one piece of the
 * device's memory.
 *
 * @param buffer the memory on both sides
 */
record CudaHostBuffer(AheadCopies.Buffer buffer) implements HostBuffer {
    @Override
    public MemorySegment memory() {
        return buffer.memory();
    }

    @Override
    public void send() {
        buffer.send();
    }

    @Override
    public Operand operand(DType type, long offset, Shape shape) {
        buffer.look();
        CudaStorage storage = new CudaStorage(type, memory().byteSize() / type.bytes(), buffer.block(),
                buffer::giveBack);
        return new Operand(storage, Layout.of(shape, shape.strides(), offset / type.bytes()));
    }

    @Override
    public void close() {
        buffer.giveBack();
    }
}
