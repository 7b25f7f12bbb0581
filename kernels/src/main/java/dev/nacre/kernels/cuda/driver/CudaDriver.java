package dev.nacre.kernels.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * All that is asked of CUDA for one device: its primary context. Addresses of device memory are numbers. Work on one
 * stream is done in its order; between streams nothing is ordered but by events. Safe for many threads.
 *
 * <p>What fails throws {@link CudaException}, except for {@link #allocate}, which answers 0 when memory is used up.
 */
public interface CudaDriver extends AutoCloseable {
    /** A queue of work. */
    interface Stream { }

    /** A point in a queue. */
    interface Event { }

    /** Compiled kernels. */
    interface Module { }

    /** One kernel of a module. */
    interface Function {
        /** Its name in the module. */
        String name();
    }

    /** Work that was captured, ready to be repeated. */
    interface Graph { }

    /** What the device is. */
    DeviceDescription device();

    /** Device memory, aligned to 256 bytes; 0 where there is none left. */
    long allocate(long bytes);

    /** Gives device memory back; waits for all work first. */
    void free(long address);

    /** Host memory that the device can copy from and to by itself. */
    MemorySegment allocatePinned(long bytes);

    /** Gives it back. */
    void freePinned(MemorySegment pinned);

    /** A new stream, ordered with no other. */
    Stream createStream();

    /** Ends it. */
    void destroy(Stream stream);

    /** Waits until everything on the stream is done. */
    void synchronize(Stream stream);

    /** An event without time stamps. */
    Event createEvent();

    /** Ends it. */
    void destroy(Event event);

    /** The event happens when all that is on the stream now is done. */
    void record(Event event, Stream stream);

    /** What comes on the stream from now on waits for what the event was last recorded for. */
    void await(Stream stream, Event event);

    /** Whether it has happened. */
    boolean happened(Event event);

    /** Waits until it has happened. */
    void synchronize(Event event);

    /** Copies all of a pinned segment to the device, when its turn comes; the segment must stay as it is until then. */
    void copyToDevice(MemorySegment pinned, long target, Stream stream);

    /** Copies from the device until a pinned segment is full, when its turn comes. */
    void copyToHost(long source, MemorySegment pinned, Stream stream);

    /** Writes zeros. */
    void clear(long target, long bytes, Stream stream);

    /** Loads machine code or PTX, which ends with a zero byte. */
    Module load(byte[] image);

    /** Ends a module. */
    void unload(Module module);

    /** A kernel of a module. */
    Function function(Module module, String name);

    /** Launches a kernel. */
    void launch(Launch launch, Stream stream);

    /** A product of matrices by the vendor's library. */
    void multiply(Product product, Stream stream);

    /**
     * Plans work by the vendor's library, once for equal work: bytes of memory that it needs beside its tensors, or a
     * negative number where the library is not there or has nothing for it.
     */
    long plan(PlannedWork work);

    /** Work that was planned. */
    void run(PlannedCall call, Stream stream);

    /** From now on the work of this stream is noted, not done. Allocation and waiting are forbidden meanwhile. */
    void beginCapture(Stream stream);

    /** What was noted. */
    Graph endCapture(Stream stream);

    /** Does what was noted, on the same memory. */
    void replay(Graph graph, Stream stream);

    /** Ends it. */
    void destroy(Graph graph);

    /** Gives the device's context back. */
    @Override
    void close();
}
