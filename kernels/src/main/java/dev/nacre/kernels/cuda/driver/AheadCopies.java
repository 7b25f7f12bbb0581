package dev.nacre.kernels.cuda.driver;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Copies to the device ahead of their use. A buffer is pinned memory of the host and as much of the device's; its copy
 * runs on a stream of its own, so that neither kernels nor the small copies of a step ({@link DeviceQueue#upload}) wait
 * for it. What orders it are two events: the copy comes behind the kernels that used the buffer before, and kernels
 * come behind the copy from the first look on. Buffers that were given back are used again; the driver gets them back
 * when none is out and nobody asked to keep them. Safe for many threads.
 *
 * <p>Sending never takes the queue's lock: somebody who waits for results holds it, and just then a copy should run.
 */
public final class AheadCopies {
    /** A copy goes in pieces of so many bytes, between which the copies of a step find their turn. */
    private static final long PIECE = 4L << 20;

    private final CudaDriver driver;
    private final DeviceQueue queue;
    private final Set<Buffer> all = new HashSet<>();
    private final List<Buffer> idle = new ArrayList<>();
    private CudaDriver.Stream stream;
    private int kept;

    AheadCopies(CudaDriver driver, DeviceQueue queue) {
        this.driver = driver;
        this.queue = queue;
    }

    /** Pinned memory of the host and where its contents go. For one thread at a time. */
    public final class Buffer {
        private final MemorySegment pinned;
        private final DeviceBlock block;
        /** The copy is done. */
        private final CudaDriver.Event arrived;
        /** The kernels that used the device's memory before are done. */
        private final CudaDriver.Event unused;
        private long bytes;
        private int holders;
        private boolean sent;
        private boolean awaited;

        private Buffer(long capacity) {
            block = queue.pool().take(capacity);
            try {
                pinned = driver.allocatePinned(capacity);
            } catch (RuntimeException e) {
                block.giveBack();
                throw e;
            }
            arrived = driver.createEvent();
            unused = driver.createEvent();
        }

        /** The memory to fill, exactly as long as was asked for. */
        public MemorySegment memory() {
            return pinned.asSlice(0, bytes);
        }

        /** Where its contents go on the device. */
        public DeviceBlock block() {
            return block;
        }

        /** Begins the copy, behind whatever used the device's memory before, and returns at once. */
        public void send() {
            synchronized (AheadCopies.this) {
                driver.await(stream, unused);
                for (long done = 0; done < bytes; done += PIECE) {
                    driver.copyToDevice(pinned.asSlice(done, Math.min(PIECE, bytes - done)), block.address() + done,
                            stream);
                }
                driver.record(arrived, stream);
                sent = true;
            }
        }

        /**
         * One more holder; kernels that are launched from now on see what was sent.
         *
         * @throws IllegalStateException the first time, while this thread captures a step
         */
        public void look() {
            if (!awaited && !queue.withCompute(compute -> driver.await(compute, arrived))) {
                throw refusal("looked at for the first time that was sent ahead");
            }
            awaited = true;
            synchronized (AheadCopies.this) {
                holders++;
            }
        }

        /** One holder fewer; the last one gives the buffer back. Work that was launched before may still use it. */
        public void giveBack() {
            synchronized (AheadCopies.this) {
                holders--;
                if (holders > 0) {
                    return;
                }
            }
            returned(this);
        }

        private void free() {
            if (sent) {
                driver.synchronize(arrived);
            }
            driver.destroy(arrived);
            driver.destroy(unused);
            driver.freePinned(pinned);
            block.giveBack();
        }
    }

    private static IllegalStateException refusal(String what) {
        return new IllegalStateException("nothing can be " + what + " while a step is captured: do it before");
    }

    /**
     * A buffer for so many bytes, contents undefined; whoever takes it is its first holder.
     *
     * @throws DeviceMemoryException if the device has no memory for it
     * @throws IllegalStateException while this thread captures a step
     */
    public Buffer take(long bytes) {
        Buffer buffer = idle(bytes);
        if (buffer == null) {
            buffer = make(bytes);
        } else if (buffer.sent) {
            // The last copy has long arrived, but the host does not know it.
            driver.synchronize(buffer.arrived);
        }
        buffer.bytes = bytes;
        buffer.holders = 1;
        buffer.sent = false;
        buffer.awaited = false;
        return buffer;
    }

    /** The smallest that is long enough, unless most of it would stay empty. */
    private synchronized Buffer idle(long bytes) {
        Buffer best = null;
        for (Buffer one : idle) {
            long length = one.pinned.byteSize();
            boolean fits = length >= bytes && length / 2 <= Math.max(bytes, PIECE);
            if (fits && (best == null || length < best.pinned.byteSize())) {
                best = one;
            }
        }
        idle.remove(best);
        return best;
    }

    /** The driver's memory is taken and given back under the queue's lock: never while a step is captured. */
    private Buffer make(long bytes) {
        Buffer[] made = new Buffer[1];
        boolean done = queue.withCompute(compute -> {
            synchronized (this) {
                if (stream == null) {
                    stream = driver.createStream();
                }
                freeLongestBelow(bytes);
                made[0] = new Buffer(Math.max(1, bytes));
                driver.record(made[0].unused, compute);
                all.add(made[0]);
            }
        });
        if (!done) {
            throw refusal("taken to be sent ahead");
        }
        return made[0];
    }

    /** Where sizes differ, one that became too short makes room: there are no more than were out at once. */
    private void freeLongestBelow(long bytes) {
        idle.stream().filter(one -> one.pinned.byteSize() < bytes)
                .max(Comparator.comparingLong(one -> one.pinned.byteSize())).ifPresent(shorter -> {
                    idle.remove(shorter);
                    all.remove(shorter);
                    shorter.free();
                });
    }

    private void returned(Buffer buffer) {
        boolean marked = queue.withCompute(compute -> driver.record(buffer.unused, compute));
        synchronized (this) {
            // What was given back inside a captured step has no end yet, and is of no use before the device is closed.
            if (marked) {
                idle.add(buffer);
            }
        }
        freeWhereNobodyWants();
    }

    /** From now on buffers that were given back stay here, until {@link #giveUp} was called as often. */
    public synchronized void keep() {
        kept++;
    }

    /** The opposite of {@link #keep}. */
    public void giveUp() {
        synchronized (this) {
            kept--;
        }
        freeWhereNobodyWants();
    }

    /** How many there are, whether somebody holds them or not. */
    public synchronized int buffers() {
        return all.size();
    }

    private void freeWhereNobodyWants() {
        queue.withCompute(compute -> {
            synchronized (this) {
                if (kept == 0 && idle.size() == all.size()) {
                    all.forEach(Buffer::free);
                    all.clear();
                    idle.clear();
                }
            }
        });
    }

    /** Everything goes back, whoever holds it. */
    synchronized void close() {
        all.forEach(Buffer::free);
        all.clear();
        idle.clear();
        if (stream != null) {
            driver.destroy(stream);
        }
    }
}
