package dev.nacre.kernels.cuda;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backend;
import dev.nacre.core.backend.HostBuffer;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.backend.Repeatable;
import dev.nacre.core.backend.Repeating;
import dev.nacre.core.backend.Storage;
import dev.nacre.core.op.AdamWSteps;
import dev.nacre.core.op.Fused;
import dev.nacre.core.op.Primitive;
import dev.nacre.kernels.cuda.driver.CapturedStep;
import dev.nacre.kernels.cuda.driver.CapturedTable;
import dev.nacre.kernels.cuda.driver.CudaDriver;
import dev.nacre.kernels.cuda.driver.DeviceQueue;
import dev.nacre.kernels.cuda.driver.DeviceScope;
import dev.nacre.kernels.cuda.driver.PoolStatistics;
import dev.nacre.kernels.cuda.kernel.CopyKernels;
import dev.nacre.kernels.cuda.kernel.DeviceTensor;
import dev.nacre.kernels.cuda.kernel.FillKernels;
import dev.nacre.kernels.cuda.kernel.KernelSource;
import dev.nacre.kernels.cuda.kernel.Kernels;
import dev.nacre.kernels.cuda.kernel.Launcher;
import dev.nacre.kernels.cuda.kernel.UpdateKernels;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A GPU. Work is queued and done later; only copies to the host wait for it. What has no kernel yet is computed on the
 * processor. Safe for many threads, which share one queue.
 */
public final class CudaBackend implements Backend, Repeating, AutoCloseable {
    private final CudaDriver driver;
    private final DeviceQueue queue;
    private final Kernels kernels;
    private final OnProcessor processor = new OnProcessor(this);

    /**
     * A device with the kernels that {@code images} gives, and at most {@code budget} bytes of its memory. Closing this
     * closes the driver.
     */
    public CudaBackend(CudaDriver driver, Function<KernelSource, byte[]> images, long budget) {
        this.driver = driver;
        queue = new DeviceQueue(driver, budget);
        kernels = new Kernels(driver, images);
    }

    @Override
    public String name() {
        return driver.device().name() + ", sm_" + driver.device().architecture();
    }

    @Override
    public Storage allocate(DType type, long elements) {
        return new CudaStorage(type, elements, queue.pool().take(elements * type.bytes()));
    }

    @Override
    public void upload(MemorySegment source, Storage target) {
        queue.upload(source, ((CudaStorage) target).block());
    }

    @Override
    public boolean copiesAhead() {
        return true;
    }

    @Override
    public HostBuffer hostBuffer(long bytes) {
        return new CudaHostBuffer(queue.ahead().take(bytes));
    }

    @Override
    public AutoCloseable keepHostBuffers() {
        queue.ahead().keep();
        return queue.ahead()::giveUp;
    }

    /** Buffers of pinned memory, with as much of the device's, that there are for what is sent ahead. */
    public int hostBuffers() {
        return queue.ahead().buffers();
    }

    @Override
    public void download(Storage source, long offset, MemorySegment target) {
        queue.download(((CudaStorage) source).block(), offset * source.type().bytes(), target);
    }

    @Override
    public void fill(double value, Storage target) {
        constants("fill", target, (launcher, y) -> FillKernels.fill(launcher, value, y));
    }

    @Override
    public void count(Storage target) {
        constants("count", target, FillKernels::count);
    }

    /** What needs nothing from the host, and so may be part of a captured step. */
    private void constants(String what, Storage target, BiConsumer<Launcher, DeviceTensor> work) {
        Operand whole = new Operand(target, Layout.contiguous(Shape.of(target.elements())));
        holdWhileCaptured(List.of(whole));
        try (DeviceScope scratch = new DeviceScope(queue.pool())) {
            work.accept(new Launcher(queue, kernels, scratch, what), tensors(List.of(whole)).getFirst());
        }
    }

    @Override
    public void run(Primitive primitive, List<Operand> inputs, List<Operand> outputs) {
        holdWhileCaptured(inputs);
        holdWhileCaptured(outputs);
        boolean done;
        try (DeviceScope scratch = new DeviceScope(queue.pool())) {
            Launcher launcher = new Launcher(queue, kernels, scratch, new Subject(primitive, inputs));
            done = CudaDispatch.run(launcher, primitive, tensors(inputs), tensors(outputs));
        }
        if (!done) {
            processor.run(primitive, inputs, outputs);
        }
    }

    @Override
    public boolean fuses(Fused fused, List<Operand> inputs) {
        return CudaFused.fuses(fused, tensors(inputs));
    }

    @Override
    public void run(Fused fused, List<Operand> inputs, List<Operand> outputs) {
        holdWhileCaptured(inputs);
        holdWhileCaptured(outputs);
        try (DeviceScope scratch = new DeviceScope(queue.pool())) {
            Launcher launcher = new Launcher(queue, kernels, scratch, new Subject(fused, inputs));
            if (!CudaFused.run(launcher, fused, tensors(inputs), tensors(outputs))) {
                throw new IllegalStateException(name() + " has no kernel for " + fused.name());
            }
        }
    }

    private static List<DeviceTensor> tensors(List<Operand> operands) {
        return operands.stream().map(operand -> new DeviceTensor(((CudaStorage) operand.storage()).block(),
                operand.type(), operand.layout())).toList();
    }

    /** What a captured step reads must live as long as it can be repeated; what it takes itself is kept anyway. */
    private void holdWhileCaptured(List<Operand> operands) {
        CapturedStep step = queue.capturing();
        if (step != null) {
            for (Operand operand : operands) {
                if (!step.owns(((CudaStorage) operand.storage()).block())) {
                    operand.storage().retain();
                    step.atEnd(operand.storage()::release);
                }
            }
        }
    }

    @Override
    public Optional<Repeating> repeating() {
        return Optional.of(this);
    }

    @Override
    public CapturedStep capture(Runnable step) {
        return queue.capture(step);
    }

    @Override
    public void overwrite(Tensor target, Tensor source) {
        if (!target.spec().equals(source.spec()) || !target.layout().isContiguous()) {
            throw new IllegalArgumentException(source.spec() + " cannot be written over " + target.spec()
                    + (target.layout().isContiguous() ? "" : ", which is not contiguous"));
        }
        List<Operand> both = List.of(source.operand(), target.operand());
        holdWhileCaptured(both);
        try (DeviceScope scratch = new DeviceScope(queue.pool())) {
            Launcher launcher = new Launcher(queue, kernels, scratch, "overwriting " + target.spec());
            List<DeviceTensor> tensors = tensors(both);
            CopyKernels.cast(launcher, tensors.getFirst(), tensors.getLast());
        }
    }

    @Override
    public void setRates(Repeatable noted, List<AdamWSteps> later) {
        CapturedStep step = (CapturedStep) noted;
        List<CapturedTable> tables = step.tables().stream().filter(table -> table.owner() instanceof AdamWSteps)
                .toList();
        if (tables.size() != later.size()) {
            throw new IllegalArgumentException("the captured step has " + tables.size() + " steps of AdamW, not "
                    + later.size());
        }
        for (int i = 0; i < tables.size(); i++) {
            UpdateKernels.setRates(tables.get(i).words(), later.get(i));
            step.write(tables.get(i));
        }
    }

    /** Waits until all work is done. */
    public void synchronize() {
        queue.synchronize();
    }

    /** The device's memory. */
    public PoolStatistics memory() {
        return queue.pool().statistics();
    }

    /** Gives memory that nobody holds back to the driver. */
    public void trim() {
        queue.pool().trim();
    }

    /** Counts the most memory that is held anew, from what is held now. */
    public void restartPeak() {
        queue.pool().restartPeak();
    }

    /**
     * Runs {@code body}, in which an operation without a kernel is not computed on the processor.
     *
     * @throws MissingKernelException at the first such operation
     */
    public static <T> T withKernelsAlone(Supplier<T> body) {
        return OnProcessor.refusing(body);
    }

    /** Operations that had no kernel and were computed on the processor so far. */
    public Set<String> onProcessor() {
        return processor.operations();
    }

    @Override
    public void close() {
        kernels.close();
        queue.close();
        driver.close();
    }
}
