package dev.nacre.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Where a pool's own blocks come from. Called by one thread at a time. */
@FunctionalInterface
public interface MemorySource {
    /** Java's own: writes zeros into every page. */
    MemorySource PLAIN = (bytes, owner) -> owner.allocate(bytes, NativePool.ALIGNMENT);

    /**
     * Exactly so many bytes, aligned to 64, contents undefined, that go back when {@code owner} closes.
     *
     * @throws OutOfMemoryError where the system has none
     */
    MemorySegment map(long bytes, Arena owner);
}
