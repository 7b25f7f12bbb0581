package dev.nacre.core.backend;

import dev.nacre.core.DType;
import java.lang.foreign.MemorySegment;

/** What every backend on the processor shares: pooled native storage, copied to and from by address. */
public abstract class NativeBackend implements Backend {
    /** Nothing to set up: the memory is the process's pool. */
    protected NativeBackend() {
    }

    @Override
    public final NativeStorage allocate(DType type, long elements) {
        return NativeStorage.allocate(type, elements);
    }

    @Override
    public final void upload(MemorySegment source, Storage target) {
        MemorySegment.copy(source, 0, segment(target), 0, source.byteSize());
    }

    @Override
    public final void download(Storage source, long offset, MemorySegment target) {
        MemorySegment.copy(segment(source), offset * source.type().bytes(), target, 0, target.byteSize());
    }

    /** The memory of a storage that this kind of backend allocated. */
    protected static MemorySegment segment(Storage storage) {
        return ((NativeStorage) storage).segment();
    }
}
