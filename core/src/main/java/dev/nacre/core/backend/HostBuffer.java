package dev.nacre.core.backend;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import java.lang.foreign.MemorySegment;

/**
 * Memory of the host whose values a device takes: filled by any thread, sent once, looked at as often as wanted. For
 * one thread at a time, which need not always be the same.
 */
public interface HostBuffer {
    /** The memory, contents undefined, aligned to 8 bytes. Written to until {@link #send}, never after it. */
    MemorySegment memory();

    /**
     * Begins to bring the values to the device. Where that copies by itself, this returns before it is done, and does
     * not wait for the device's other work.
     */
    void send();

    /**
     * A part of what was sent, for work that is queued from now on; its storage has one more holder, whom the caller
     * releases.
     *
     * @param offset in bytes, a multiple of the type's bytes
     */
    Operand operand(DType type, long offset, Shape shape);

    /** Gives the memory back when nothing looks at it any more. */
    void close();
}
