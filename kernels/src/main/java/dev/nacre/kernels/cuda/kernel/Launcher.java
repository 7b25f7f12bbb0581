package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.kernels.cuda.driver.DeviceBlock;
import dev.nacre.kernels.cuda.driver.DeviceQueue;
import dev.nacre.kernels.cuda.driver.DeviceScope;
import dev.nacre.kernels.cuda.driver.PlannedCall;
import dev.nacre.kernels.cuda.driver.PlannedWork;
import dev.nacre.kernels.cuda.driver.Product;
import dev.nacre.kernels.cuda.driver.Region;
import java.util.List;

/** What one operation launches: the queue, the kernels, memory for the time in between, and the words for an error. */
public final class Launcher {
    private static final int THREADS = 256;
    private static final int WARP = 32;
    /** Blocks for each multiprocessor: enough that all are busy to the end, few enough to be started once. */
    private static final int BLOCKS_EACH = 32;

    private final DeviceQueue queue;
    private final Kernels kernels;
    private final DeviceScope scratch;
    private final Object subject;

    /** For one operation; {@code subject} is asked for its words only when something fails. */
    public Launcher(DeviceQueue queue, Kernels kernels, DeviceScope scratch, Object subject) {
        this.queue = queue;
        this.kernels = kernels;
        this.scratch = scratch;
        this.subject = subject;
    }

    /** Words for an error. */
    Object subject() {
        return subject;
    }

    boolean has(String kernel) {
        return kernels.has(kernel);
    }

    void launch(String kernel, long blocks, int threads, DeviceQueue.Parameters parameters) {
        queue.launch(kernels.function(kernel), Math.toIntExact(blocks), threads, subject, parameters);
    }

    /** A kernel in which each thread takes every so many-th of {@code n} elements. Nothing where there are none. */
    void launchEach(String kernel, long n, DeviceQueue.Parameters parameters) {
        if (n > 0) {
            long most = (long) BLOCKS_EACH * kernels.multiprocessors();
            launch(kernel, Math.min(most, (n + THREADS - 1) / THREADS), THREADS, parameters);
        }
    }

    /** The same for a kernel that checks indices and says at the end which was outside. */
    void launchEachChecked(String kernel, long n, DeviceQueue.Parameters parameters) {
        if (n > 0) {
            long most = (long) BLOCKS_EACH * kernels.multiprocessors();
            int blocks = (int) Math.min(most, (n + THREADS - 1) / THREADS);
            queue.launchChecked(kernels.function(kernel), blocks, THREADS, subject, parameters);
        }
    }

    /** A kernel in which a block takes every so many-th of {@code rows} rows. Nothing where there are none. */
    void launchRows(String kernel, long rows, long width, DeviceQueue.Parameters parameters) {
        if (rows > 0 && width > 0) {
            long most = (long) BLOCKS_EACH * kernels.multiprocessors();
            launch(kernel, Math.min(most, rows), threadsFor(width), parameters);
        }
    }

    /** The same for a kernel that checks indices and says at the end which was outside. */
    void launchRowsChecked(String kernel, long rows, long width, DeviceQueue.Parameters parameters) {
        if (rows > 0 && width > 0) {
            long most = (long) BLOCKS_EACH * kernels.multiprocessors();
            queue.launchChecked(kernels.function(kernel), (int) Math.min(most, rows), threadsFor(width), subject,
                    parameters);
        }
    }

    /** A thread for each element of a row, as far as one block goes. */
    static int threadsFor(long width) {
        return (int) Math.min(THREADS, (width + WARP - 1) / WARP * WARP);
    }

    void multiply(Product product) {
        queue.multiply(product);
    }

    /** Bytes that the vendor's library needs beside the tensors of this work; negative where it has none for it. */
    long plan(PlannedWork work) {
        return queue.plan(work);
    }

    /** Work that was planned, on its tensors in their order. */
    void run(PlannedWork work, long workspaceBytes, Region... tensors) {
        long workspace = workspaceBytes == 0 ? 0 : scratch.take(workspaceBytes).address();
        queue.run(new PlannedCall(work, List.of(tensors), new Region(workspace, workspaceBytes, true), subject));
    }

    void clear(DeviceTensor tensor) {
        if (tensor.bytes() > 0) {
            queue.clear(tensor.block());
        }
    }

    /** A contiguous tensor that lasts until the operation is launched. */
    DeviceTensor scratch(DType type, Shape shape) {
        DeviceBlock block = scratch.take(shape.elements() * type.bytes());
        return DeviceTensor.contiguous(block, type, shape);
    }

    /** Device memory with these numbers, until the operation is launched, or as long as a captured step. */
    DeviceBlock table(long[] words, Object owner) {
        return queue.table(words, owner, scratch);
    }

    /** The tensor itself where it is contiguous, else a copy. */
    DeviceTensor contiguous(DeviceTensor x) {
        if (x.layout().isContiguous()) {
            return x;
        }
        DeviceTensor copy = scratch(x.type(), x.shape());
        CopyKernels.copy(this, x, copy);
        return copy;
    }

    /** A tensor as the vendor's library takes it: of that type, in one piece and aligned. */
    DeviceTensor aligned(DeviceTensor x, DType type) {
        boolean fits = x.type() == type && x.layout().isContiguous() && x.address() % PlannedWork.ALIGNMENT == 0;
        if (fits) {
            return x;
        }
        DeviceTensor copy = scratch(type, x.shape());
        CopyKernels.cast(this, x, copy);
        return copy;
    }
}
