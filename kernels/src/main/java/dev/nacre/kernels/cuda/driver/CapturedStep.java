package dev.nacre.kernels.cuda.driver;

import dev.nacre.core.backend.Repeatable;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Work that was noted once and is repeated by one call, on the same memory: write new inputs to the old tensors first.
 * Holds the memory that it writes, and what it reads, until it is closed. For one thread at a time.
 */
public final class CapturedStep implements Repeatable {
    private final DeviceQueue queue;
    private final CaptureMemory memory;
    private final List<Runnable> atEnd = new ArrayList<>();
    private final List<CapturedTable> tables = new ArrayList<>();
    private CudaDriver.Graph graph;
    private boolean closed;

    CapturedStep(DeviceQueue queue, CaptureMemory memory) {
        this.queue = queue;
        this.memory = memory;
    }

    void captured(CudaDriver.Graph noted) {
        graph = noted;
    }

    CaptureMemory memory() {
        return memory;
    }

    void add(CapturedTable table) {
        tables.add(table);
        atEnd.add(table.block()::giveBack);
    }

    /** Numbers that it reads whenever it is repeated, in the order of the launches that do. */
    public List<CapturedTable> tables() {
        return List.copyOf(tables);
    }

    /** From the next repeat on the step reads the words that this table of it has now. */
    public void write(CapturedTable table) {
        queue.upload(MemorySegment.ofArray(table.words()), table.block());
    }

    /** Whether the step itself took this block, so that it is kept without being held. */
    public boolean owns(DeviceBlock block) {
        return block.belongsTo(memory);
    }

    /** Runs {@code action} when the step is closed: lets go of what it reads. */
    public void atEnd(Runnable action) {
        atEnd.add(action);
    }

    @Override
    public void replay() {
        if (closed) {
            throw new IllegalStateException("the captured step was closed");
        }
        queue.replay(this, graph);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            queue.end(this, graph);
            atEnd.forEach(Runnable::run);
        }
    }
}
