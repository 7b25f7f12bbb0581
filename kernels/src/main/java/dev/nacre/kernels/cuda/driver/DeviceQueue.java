package dev.nacre.kernels.cuda.driver;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The work of one device: kernels in the order in which they are launched, on one stream, and copies to the device on a
 * second one beside them. A copy waits for earlier work only where its memory was in use before; kernels wait for the
 * copies before them. Safe for many threads.
 */
public final class DeviceQueue implements AutoCloseable {
    private static final int REMEMBERED = 8;

    /** Something that was launched; its words are made only where an error needs them. */
    private record Noted(String name, Object subject) { }

    private final CudaDriver driver;
    private final DevicePool pool;
    private final CudaDriver.Stream compute;
    private final CudaDriver.Stream transfer;
    private final CudaDriver.Event computed;
    private final CudaDriver.Event transferred;
    private final PinnedStaging staging;
    private final AheadCopies ahead;
    private final IndexFaults faults;
    private final LaunchArguments arguments = new LaunchArguments();
    private final ReentrantLock lock = new ReentrantLock();
    private final Noted[] recent = new Noted[REMEMBERED];
    private CapturedStep capturing;
    /** Read by the pool on any thread. */
    private volatile long launched;
    private long transferFollows;

    /**
     * Two streams on a device, and a pool of its memory.
     *
     * @param budget bytes that the pool may take
     */
    public DeviceQueue(CudaDriver driver, long budget) {
        this.driver = driver;
        pool = new DevicePool(driver, budget, () -> launched);
        compute = driver.createStream();
        transfer = driver.createStream();
        computed = driver.createEvent();
        transferred = driver.createEvent();
        staging = new PinnedStaging(driver);
        ahead = new AheadCopies(driver, this);
        faults = new IndexFaults(driver);
    }

    /** The device's memory. */
    public DevicePool pool() {
        return pool;
    }

    /** Copies that are sent ahead of their use. */
    public AheadCopies ahead() {
        return ahead;
    }

    /**
     * Gives the stream of kernels to {@code use}, under the queue's lock: nobody launches, captures or waits meanwhile.
     * Says whether it did: not while this thread captures a step, of which that would become a part.
     */
    boolean withCompute(Consumer<CudaDriver.Stream> use) {
        lock.lock();
        try {
            if (capturing != null) {
                return false;
            }
            use.accept(compute);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Fills in what a kernel is given; runs under the queue's lock. */
    @FunctionalInterface
    public interface Parameters {
        /** Adds the parameters in their order. */
        void fill(LaunchArguments arguments);
    }

    /**
     * Launches a kernel behind everything before it.
     *
     * @param subject what it is for, with shapes: for errors
     * @throws CudaException that names the kernel and the subject
     */
    public void launch(CudaDriver.Function function, int blocks, int threads, Object subject, Parameters parameters) {
        lock.lock();
        try {
            parameters.fill(arguments.clear());
            note(new Noted(function.name(), subject));
            driver.launch(new Launch(function, blocks, threads, arguments, subject), compute);
        } catch (CudaException e) {
            throw new CudaException("kernel " + function.name() + " (" + blocks + " blocks of " + threads
                    + " threads) for " + subject + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * As above, for a kernel that checks indices: its last two parameters, by which it says that one was outside, are
     * added here. Whoever next waits for results learns of it, by an {@link IndexOutOfBoundsException}.
     */
    public void launchChecked(CudaDriver.Function function, int blocks, int threads, Object subject,
            Parameters parameters) {
        lock.lock();
        try {
            if (!faults.isReady()) {
                refuseWhileCapturing("launched that checks indices, unless something like it ran once before,");
                faults.prepare(compute);
            }
            launch(function, blocks, threads, subject, filled -> {
                parameters.fill(filled);
                faults.add(filled, subject);
            });
        } finally {
            lock.unlock();
        }
    }

    /** A product of matrices behind everything before it. */
    public void multiply(Product product) {
        lock.lock();
        try {
            note(new Noted("product", product.subject()));
            driver.multiply(product, compute);
        } catch (CudaException e) {
            throw new CudaException("product [" + product.m() + ", " + product.k() + "] × [" + product.k() + ", "
                    + product.n() + "] of " + product.batch() + " for " + product.subject() + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that the vendor's library needs beside the tensors of this work; negative where it has none for it. */
    public long plan(PlannedWork work) {
        lock.lock();
        try {
            return driver.plan(work);
        } finally {
            lock.unlock();
        }
    }

    /** Work that was planned, behind everything before it. */
    public void run(PlannedCall call) {
        lock.lock();
        try {
            note(new Noted("planned", call.subject()));
            driver.run(call, compute);
        } catch (CudaException e) {
            throw new CudaException(call.work() + " for " + call.subject() + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Writes zeros behind everything before it. */
    public void clear(DeviceBlock block) {
        lock.lock();
        try {
            note(new Noted("zeros", block.bytes() + " bytes"));
            driver.clear(block.address(), block.bytes(), compute);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Copies to the device. The source may be changed when this returns; what is launched from now on sees the values,
     * and what was launched before does not.
     */
    public void upload(MemorySegment source, DeviceBlock target) {
        lock.lock();
        try {
            refuseWhileCapturing("copied to the device");
            followWorkUntil(target.isExposed() ? launched : target.usedBefore());
            for (long done = 0; done < source.byteSize(); done += PinnedStaging.BYTES) {
                long bytes = Math.min(PinnedStaging.BYTES, source.byteSize() - done);
                PinnedStaging.Slot slot = staging.free();
                MemorySegment.copy(source, done, slot.memory(bytes), 0, bytes);
                driver.copyToDevice(slot.memory(bytes), target.address() + done, transfer);
                staging.inUse(slot, transfer);
            }
            driver.record(transferred, transfer);
            driver.await(compute, transferred);
        } finally {
            lock.unlock();
        }
    }

    /** The transfer stream goes on behind the launches that may still use the memory it will write. */
    private void followWorkUntil(long count) {
        if (count > transferFollows) {
            driver.record(computed, compute);
            driver.await(transfer, computed);
            transferFollows = launched;
        }
    }

    /** Copies from the device, behind everything before it, and waits. */
    public void download(DeviceBlock source, long offset, MemorySegment target) {
        lock.lock();
        try {
            refuseWhileCapturing("copied from the device");
            for (long done = 0; done < target.byteSize(); done += PinnedStaging.BYTES) {
                long bytes = Math.min(PinnedStaging.BYTES, target.byteSize() - done);
                PinnedStaging.Slot slot = staging.free();
                driver.copyToHost(source.address() + offset + done, slot.memory(bytes), compute);
                staging.inUse(slot, compute);
                staging.waitFor(slot);
                MemorySegment.copy(slot.memory(bytes), 0, target, done, bytes);
            }
            lookForFaults();
        } catch (CudaException e) {
            throw afterwards(e);
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits first learns which index was outside. */
    private void lookForFaults() {
        if (faults.isArmed()) {
            PinnedStaging.Slot slot = staging.free();
            driver.copyToHost(faults.address(), slot.memory(IndexFaults.BYTES), compute);
            staging.inUse(slot, compute);
            staging.waitFor(slot);
            faults.look(slot.memory(IndexFaults.BYTES), compute);
        }
    }

    /** Waits until everything is done. */
    public void synchronize() {
        lock.lock();
        try {
            refuseWhileCapturing("waited for");
            driver.synchronize(transfer);
            driver.synchronize(compute);
            lookForFaults();
        } catch (CudaException e) {
            throw afterwards(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes the work of {@code body} without doing it, so that it can be repeated by one call. Every run must use the
     * same memory and shapes; the body must have run once before, so that all is planned. Others wait.
     */
    public CapturedStep capture(Runnable body) {
        lock.lock();
        try {
            refuseWhileCapturing("captured within another step");
            CapturedStep step = new CapturedStep(this, pool.beginCapture());
            capturing = step;
            boolean done = false;
            try {
                driver.beginCapture(compute);
                try {
                    body.run();
                    done = true;
                } finally {
                    step.captured(driver.endCapture(compute));
                }
            } finally {
                pool.endCapture(step.memory());
                capturing = null;
                if (!done) {
                    step.close();
                }
            }
            step.tables().forEach(step::write);
            return step;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Device memory with these numbers: until {@code scope} ends, or, while a step is captured, as long as the step; it
     * is then written when the capture ends, since nothing can be copied before.
     *
     * @param owner what they are for
     */
    public DeviceBlock table(long[] words, Object owner, DeviceScope scope) {
        long bytes = (long) words.length * Long.BYTES;
        CapturedStep step = capturing();
        if (step == null) {
            DeviceBlock block = scope.take(bytes);
            upload(MemorySegment.ofArray(words), block);
            return block;
        }
        CapturedTable table = new CapturedTable(pool.take(bytes), words, owner);
        step.add(table);
        return table.block();
    }

    /** The step that this thread captures now, or null. */
    public CapturedStep capturing() {
        return lock.isHeldByCurrentThread() ? capturing : null;
    }

    void replay(CapturedStep step, CudaDriver.Graph graph) {
        lock.lock();
        try {
            refuseWhileCapturing("repeated within another step");
            note(new Noted("captured step", ""));
            driver.replay(graph, compute);
            faults.arm();
        } finally {
            lock.unlock();
        }
    }

    void end(CapturedStep step, CudaDriver.Graph graph) {
        lock.lock();
        try {
            if (graph != null) {
                driver.synchronize(compute);
                driver.destroy(graph);
            }
            pool.release(step.memory());
        } finally {
            lock.unlock();
        }
    }

    private void refuseWhileCapturing(String what) {
        if (capturing != null) {
            throw new IllegalStateException("nothing can be " + what + " while a step is captured: do it before");
        }
    }

    private void note(Noted work) {
        launched++;
        recent[(int) (launched % REMEMBERED)] = work;
    }

    /** Kernels fail after their launch: whoever waits first learns of it. */
    private CudaException afterwards(CudaException e) {
        String last = IntStream.rangeClosed(1, REMEMBERED).mapToObj(i -> recent[(int) ((launched + i) % REMEMBERED)])
                .filter(Objects::nonNull).map(work -> work.name + " " + work.subject).collect(Collectors.joining("; "));
        return new CudaException(e.getMessage() + ". It may come from any of the last launches, the newest last: "
                + last, e);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            driver.synchronize(transfer);
            driver.synchronize(compute);
            staging.close();
            ahead.close();
            faults.close();
            driver.destroy(computed);
            driver.destroy(transferred);
            driver.destroy(transfer);
            driver.destroy(compute);
            pool.close();
            Arrays.fill(recent, null);
        } finally {
            lock.unlock();
        }
    }
}
