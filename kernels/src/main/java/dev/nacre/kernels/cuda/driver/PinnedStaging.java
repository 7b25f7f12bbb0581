package dev.nacre.kernels.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * A ring of pinned buffers through which everything goes between Java's memory and the device: the device copies from
 * and to them by itself, while the host fills the next one. Guarded by the queue's lock.
 */
final class PinnedStaging implements AutoCloseable {
    /** Large enough that a copy runs at full speed, small enough that four of them matter to nobody. */
    static final long BYTES = 4L << 20;
    private static final int SLOTS = 4;

    /** A buffer, and the end of the last copy that used it. */
    static final class Slot {
        private final MemorySegment memory;
        private final CudaDriver.Event done;
        private boolean used;

        private Slot(MemorySegment memory, CudaDriver.Event done) {
            this.memory = memory;
            this.done = done;
        }

        MemorySegment memory(long bytes) {
            return memory.asSlice(0, bytes);
        }
    }

    private final CudaDriver driver;
    private final Slot[] slots = new Slot[SLOTS];
    private int next;

    PinnedStaging(CudaDriver driver) {
        this.driver = driver;
    }

    /** A buffer that no copy uses any more; waits for the oldest where all are in use. */
    Slot free() {
        Slot slot = slots[next];
        if (slot == null) {
            slot = new Slot(driver.allocatePinned(BYTES), driver.createEvent());
            slots[next] = slot;
        }
        next = (next + 1) % SLOTS;
        waitFor(slot);
        return slot;
    }

    /** The copy that uses the buffer is the last one on that stream. */
    void inUse(Slot slot, CudaDriver.Stream stream) {
        driver.record(slot.done, stream);
        slot.used = true;
    }

    /** Waits until the buffer's copy is done. */
    void waitFor(Slot slot) {
        if (slot.used) {
            driver.synchronize(slot.done);
            slot.used = false;
        }
    }

    @Override
    public void close() {
        for (Slot slot : slots) {
            if (slot != null) {
                waitFor(slot);
                driver.destroy(slot.done);
                driver.freePinned(slot.memory);
            }
        }
    }
}
