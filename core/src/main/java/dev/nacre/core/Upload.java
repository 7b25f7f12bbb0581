package dev.nacre.core;

import dev.nacre.core.backend.Backend;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.backend.HostBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * Values on their way to a device, sent before they are needed: any thread, such as one that reads files, fills memory
 * of the host and sends it; a device that {@linkplain #isAhead copies by itself} then does so beside its other work,
 * and whoever makes tensors of the values later waits for nothing.
 * <pre>{@code
 * Upload upload = Upload.to(device, 4 * 1000);              // on any thread
 * MemorySegment.copy(levels, 0, upload.memory(), ValueLayout.JAVA_FLOAT, 0, 1000);
 * upload.send();
 * …
 * Tensor x = upload.tensor(DType.FLOAT32, 0, Shape.of(10, 100));   // in the training step
 * }</pre>
 * For one thread at a time. To be closed by its last user; tensors that were made of it stay good. One that the program
 * merely drops goes back when the garbage collector notices.
 */
public final class Upload implements AutoCloseable {
    private final Device device;
    private final HostBuffer buffer;
    private final Cleaner.Cleanable end;
    private boolean sent;
    private boolean closed;

    private Upload(Device device, HostBuffer buffer) {
        this.device = device;
        this.buffer = buffer;
        end = Hold.CLEANER.register(this, buffer::close);
    }

    /** Whether that device copies by itself, so that sending ahead saves time: a GPU does, the processor does not. */
    public static boolean isAhead(Device device) {
        return Backends.of(device).copiesAhead();
    }

    /**
     * Memory of the host for so many bytes, contents undefined.
     *
     * @throws IllegalArgumentException for a negative number of bytes
     */
    public static Upload to(Device device, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("an upload of " + bytes + " bytes");
        }
        return new Upload(device, Backends.of(device).hostBuffer(bytes));
    }

    /**
     * Memory of closed uploads to that device is kept for the next ones until this is closed: taking it anew for each
     * costs more than filling it. Closing it twice does nothing.
     */
    public static Lease keepMemory(Device device) {
        Backend backend = Backends.of(device);
        return new Lease(backend.keepHostBuffers());
    }

    /** See {@link #keepMemory}. */
    public static final class Lease implements AutoCloseable {
        private AutoCloseable kept;

        private Lease(AutoCloseable kept) {
            this.kept = kept;
        }

        @Override
        public synchronized void close() {
            AutoCloseable last = kept;
            kept = null;
            if (last != null) {
                try {
                    last.close();
                } catch (Exception impossible) {
                    throw new IllegalStateException("memory of the host could not be given back", impossible);
                }
            }
        }
    }

    /** The memory to fill, aligned to 8 bytes; not to be written to after {@link #send}. */
    public MemorySegment memory() {
        if (sent || closed) {
            throw new IllegalStateException("an upload is filled before it is sent, and not after it was closed");
        }
        return buffer.memory();
    }

    /** Where the values go. */
    public Device device() {
        return device;
    }

    /** Begins to bring the values to the device; sending twice is a mistake. */
    public void send() {
        if (sent || closed) {
            throw new IllegalStateException("an upload is sent once, before it is closed");
        }
        sent = true;
        buffer.send();
    }

    /**
     * A tensor of a part of the values, in the current {@link Scope}.
     *
     * @param offset of its first element in bytes, a multiple of the type's bytes
     * @throws IllegalStateException    unless the values were sent, or after {@link #close}
     * @throws IllegalArgumentException if the part does not lie within the memory
     */
    public Tensor tensor(DType type, long offset, Shape shape) {
        if (!sent || closed) {
            throw new IllegalStateException("the values of an upload are looked at after it was sent, and before it is"
                    + " closed");
        }
        long bytes = shape.elements() * type.bytes();
        if (offset < 0 || offset % type.bytes() != 0 || offset + bytes > buffer.memory().byteSize()) {
            throw new IllegalArgumentException(type + " of shape " + shape + " from byte " + offset
                    + " on do not lie in an upload of " + buffer.memory().byteSize() + " bytes");
        }
        try {
            return Tensor.over(device, buffer.operand(type, offset, shape), null, 0);
        } finally {
            // The collector must not close the buffer before it is looked at.
            Reference.reachabilityFence(this);
        }
    }

    /** Gives the memory back as soon as no tensor uses it any more. Closing twice does nothing. */
    @Override
    public void close() {
        closed = true;
        end.clean();
    }
}
