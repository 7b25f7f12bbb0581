package dev.nacre.core.backend;

import dev.nacre.core.DType;
import dev.nacre.core.memory.Block;
import dev.nacre.core.memory.NativePool;
import java.lang.foreign.MemorySegment;

/** Storage in the process's own memory, from the pool; its segment starts at a multiple of 64 bytes. */
public final class NativeStorage extends Storage {
    private final Block block;
    private final MemorySegment segment;

    private NativeStorage(DType type, long elements, Block block) {
        super(type, elements);
        this.block = block;
        this.segment = block.segment().asSlice(0, elements * type.bytes());
    }

    /** Takes memory from the process's pool, not initialised. */
    public static NativeStorage allocate(DType type, long elements) {
        return new NativeStorage(type, elements, NativePool.shared().take(elements * type.bytes()));
    }

    /** The memory, exactly as long as the elements. */
    public MemorySegment segment() {
        return segment;
    }

    @Override
    protected void free() {
        block.giveBack();
    }
}
