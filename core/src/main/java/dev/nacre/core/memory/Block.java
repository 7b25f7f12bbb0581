package dev.nacre.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A piece of the pool, at least as long as was asked for, aligned to 64 bytes, contents undefined. */
public final class Block {
    private final NativePool pool;
    private final MemorySegment segment;
    private final Arena arena;
    private volatile Holder holder;

    /** A block of its own arena, or of a slab where {@code arena} is null. */
    Block(NativePool pool, MemorySegment segment, Arena arena) {
        this.pool = pool;
        this.segment = segment;
        this.arena = arena;
    }

    /** The memory. */
    public MemorySegment segment() {
        return segment;
    }

    /** Length in bytes. */
    public long bytes() {
        return segment.byteSize();
    }

    /** Returns it to the pool; the caller must not touch it again. */
    public void giveBack() {
        pool.put(this);
    }

    Holder holder() {
        return holder;
    }

    void heldBy(Holder newHolder) {
        holder = newHolder;
    }

    boolean canBeUnmapped() {
        return arena != null;
    }

    void unmap() {
        arena.close();
    }
}
