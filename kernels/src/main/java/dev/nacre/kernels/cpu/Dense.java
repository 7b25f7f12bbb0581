package dev.nacre.kernels.cpu;

import dev.nacre.core.Layout;
import dev.nacre.core.backend.NativeStorage;
import dev.nacre.core.backend.Operand;
import java.lang.foreign.MemorySegment;

/** An operand whose elements lie row-major: in place where they already do, else as a copy for the time of a kernel. */
record Dense(MemorySegment segment, long offset, Scratch scratch) implements AutoCloseable {
    /** Elements from the operand's first on, row-major. */
    static Dense of(Workers workers, Operand operand) {
        var segment = memory(operand);
        var layout = operand.layout();
        if (layout.isContiguous()) {
            return new Dense(segment, layout.offset(), null);
        }
        int bytes = operand.type().bytes();
        var scratch = Scratch.borrow((layout.shape().elements() * bytes + Float.BYTES - 1) / Float.BYTES);
        CopyKernels.copy(workers, bytes, segment, layout, scratch.segment(), 0);
        return new Dense(scratch.segment(), 0, scratch);
    }

    /** The memory of an operand on this device. */
    static MemorySegment memory(Operand operand) {
        return ((NativeStorage) operand.storage()).segment();
    }

    /** Where the first float32 element lies. */
    long address() {
        return segment.address() + offset * Float.BYTES;
    }

    /** The memory from the first element on, for kernels that take no offset. */
    MemorySegment floats(long count) {
        return segment.asSlice(offset * Float.BYTES, count * Float.BYTES);
    }

    /** The layout of {@code shape} elements here. */
    Layout layout(Layout original) {
        return scratch == null ? original : Layout.contiguous(original.shape());
    }

    @Override
    public void close() {
        if (scratch != null) {
            scratch.close();
        }
    }
}
