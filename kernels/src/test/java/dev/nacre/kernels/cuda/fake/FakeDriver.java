package dev.nacre.kernels.cuda.fake;

import dev.nacre.kernels.cuda.driver.Convolution;
import dev.nacre.kernels.cuda.driver.CudaDriver;
import dev.nacre.kernels.cuda.driver.CudaException;
import dev.nacre.kernels.cuda.driver.DeviceDescription;
import dev.nacre.kernels.cuda.driver.Factor;
import dev.nacre.kernels.cuda.driver.Launch;
import dev.nacre.kernels.cuda.driver.PlannedCall;
import dev.nacre.kernels.cuda.driver.PlannedWork;
import dev.nacre.kernels.cuda.driver.Product;
import dev.nacre.kernels.cuda.driver.Region;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stands in for a GPU where there is none: notes what is asked of it, does it as late as it may, and refuses what a
 * real device would answer with wrong numbers: memory that was given back, work on two streams that no event orders,
 * copies from memory that is not pinned, and what is forbidden while a step is captured.
 */
public final class FakeDriver implements CudaDriver {
    /** One thing that was asked for. */
    public record Call(String name, int stream, List<Region> regions, Object subject) { }

    private static final long WORKSPACE = 1000;

    private final FakeMemory memory;
    private final Arithmetic arithmetic;
    private final List<Call> calls = new ArrayList<>();
    private final Set<Object> open = new HashSet<>();
    private final String failing;
    private final boolean plans;
    private final Set<PlannedWork> planned = new HashSet<>();
    private List<FakeTask> captured;
    private FakeStream capturing;
    private final Map<FakeStream, Integer> host = new HashMap<>();
    private int streams;
    private boolean closed;

    /** A device with {@code bytes} of memory that computes by {@code arithmetic}. */
    public FakeDriver(long bytes, Arithmetic arithmetic) {
        this(bytes, arithmetic, "");
    }

    /** A device on which the kernel of that name fails when its turn comes. */
    public FakeDriver(long bytes, Arithmetic arithmetic, String failing) {
        this(bytes, arithmetic, failing, false);
    }

    private FakeDriver(long bytes, Arithmetic arithmetic, String failing, boolean plans) {
        this.memory = new FakeMemory(bytes);
        this.arithmetic = arithmetic;
        this.failing = failing;
        this.plans = plans;
    }

    /** A device beside which there is a library that plans convolutions and attention. */
    public static FakeDriver withPlans(long bytes, Arithmetic arithmetic) {
        return new FakeDriver(bytes, arithmetic, "", true);
    }

    /** Everything that was asked for, in its order. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Names of kernels and products, in their order. */
    public synchronized List<String> launches() {
        return calls.stream().map(Call::name).filter(name -> name.startsWith("nacre_") || name.equals("product")
                || name.equals("planned")).toList();
    }

    /** Streams, events, modules, graphs and memory that nobody ended. */
    public synchronized int leaks() {
        return open.size() + memory.live();
    }

    @Override
    public DeviceDescription device() {
        return new DeviceDescription("stand-in", 90, 2, memory.capacity());
    }

    @Override
    public synchronized long allocate(long bytes) {
        return memory.allocate(bytes);
    }

    @Override
    public synchronized void free(long address) {
        refuseInCapture("memory cannot be given back");
        memory.free(address);
    }

    @Override
    public synchronized MemorySegment allocatePinned(long bytes) {
        return memory.allocatePinned(bytes);
    }

    @Override
    public synchronized void freePinned(MemorySegment pinned) {
        memory.freePinned(pinned);
    }

    @Override
    public synchronized Stream createStream() {
        FakeStream stream = new FakeStream(streams++);
        open.add(stream);
        return stream;
    }

    @Override
    public synchronized void destroy(Stream stream) {
        end(stream);
    }

    @Override
    public synchronized void synchronize(Stream stream) {
        refuseInCapture("nothing can be waited for");
        alive(stream).runAll();
        waitedFor(alive(stream).clock());
    }

    private void waitedFor(Map<FakeStream, Integer> clock) {
        clock.forEach((stream, tick) -> host.merge(stream, tick, Math::max));
    }

    @Override
    public synchronized Event createEvent() {
        FakeEvent event = new FakeEvent();
        open.add(event);
        return event;
    }

    @Override
    public synchronized void destroy(Event event) {
        end(event);
    }

    @Override
    public synchronized void record(Event event, Stream stream) {
        note("record", stream, List.of(), "");
        alive(event).record(alive(stream));
    }

    @Override
    public synchronized void await(Stream stream, Event event) {
        note("await", stream, List.of(), "");
        if (stream == capturing) {
            throw new AssertionError("a captured stream waits for an event from outside the capture");
        }
        alive(stream).await(alive(event));
    }

    @Override
    public synchronized boolean happened(Event event) {
        return alive(event).hasHappened();
    }

    @Override
    public synchronized void synchronize(Event event) {
        refuseInCapture("nothing can be waited for");
        alive(event).runAll();
        waitedFor(alive(event).clock());
    }

    @Override
    public synchronized void copyToDevice(MemorySegment pinned, long target, Stream stream) {
        Region written = new Region(target, pinned.byteSize(), true);
        memory.checkPinned(pinned);
        enqueue("copyToDevice", stream, List.of(written), "",
                () -> memory.at(written).copyFrom(pinned));
    }

    @Override
    public synchronized void copyToHost(long source, MemorySegment pinned, Stream stream) {
        Region read = new Region(source, pinned.byteSize(), false);
        memory.checkPinned(pinned);
        enqueue("copyToHost", stream, List.of(read), "", () -> pinned.copyFrom(memory.at(read)));
    }

    @Override
    public synchronized void clear(long target, long bytes, Stream stream) {
        Region written = new Region(target, bytes, true);
        enqueue("clear", stream, List.of(written), "", () -> memory.at(written).fill((byte) 0));
    }

    @Override
    public synchronized Module load(byte[] image) {
        String text = new String(image, StandardCharsets.UTF_8);
        if (!text.endsWith("\0") || !text.contains(".visible .entry")) {
            throw new CudaException("the image is no PTX with a zero byte at its end");
        }
        FakeModule module = new FakeModule(text);
        open.add(module);
        return module;
    }

    @Override
    public synchronized void unload(Module module) {
        end(module);
    }

    @Override
    public synchronized Function function(Module module, String name) {
        FakeModule owner = (FakeModule) alive((Object) module);
        if (!owner.ptx.contains(".entry " + name + "(")) {
            throw new CudaException("cuModuleGetFunction of " + name + " answered with error 500");
        }
        return new FakeFunction(owner, name);
    }

    @Override
    public synchronized void launch(Launch launch, Stream stream) {
        FakeFunction function = (FakeFunction) launch.function();
        alive(function.module);
        Arithmetic.Parameters parameters = Arithmetic.Parameters.of(launch.arguments());
        enqueue(function.name, stream, launch.arguments().regions(), launch.subject(), () -> {
            if (function.name.equals(failing)) {
                throw new CudaException("cuStreamSynchronize answered with error 700: an illegal memory access");
            }
            arithmetic.launch(function.name, launch.blocks(), launch.threads(), parameters);
        });
    }

    @Override
    public synchronized void multiply(Product product, Stream stream) {
        List<Region> regions = List.of(region(product.a(), false), region(product.b(), false),
                region(product.c(), true));
        enqueue("product", stream, regions, product.subject(), () -> arithmetic.multiply(product));
    }

    private static Region region(Factor factor, boolean written) {
        return new Region(factor.address(), factor.bytes(), written);
    }

    /** Takes some memory for most, and has nothing for windows with gaps, so that what happens then is seen, too. */
    @Override
    public synchronized long plan(PlannedWork work) {
        boolean dilated = work instanceof Convolution sizes && sizes.dilationHeight() * sizes.dilationWidth() > 1;
        if (!plans || dilated) {
            return -1;
        }
        if (planned.add(work)) {
            refuseInCapture("nothing can be planned");
        }
        return work instanceof Convolution sizes && sizes.result() == Convolution.Result.W ? 0 : WORKSPACE;
    }

    @Override
    public synchronized void run(PlannedCall call, Stream stream) {
        if (!planned.contains(call.work())) {
            throw new AssertionError("not planned: " + call.work());
        }
        List<Region> regions = new ArrayList<>(call.tensors());
        if (regions.stream().anyMatch(region -> region.address() % PlannedWork.ALIGNMENT != 0)) {
            throw new AssertionError("a tensor is not aligned: " + regions);
        }
        if (call.workspace().bytes() > 0) {
            regions.add(call.workspace());
        }
        enqueue("planned", stream, regions, call.subject(), () -> arithmetic.run(call));
    }

    @Override
    public synchronized void beginCapture(Stream stream) {
        refuseInCapture("a capture cannot begin");
        capturing = alive(stream);
        captured = new ArrayList<>();
    }

    @Override
    public synchronized Graph endCapture(Stream stream) {
        if (capturing != stream) {
            throw new AssertionError("this stream is not captured");
        }
        FakeGraph graph = new FakeGraph(List.copyOf(captured));
        capturing = null;
        open.add(graph);
        return graph;
    }

    @Override
    public synchronized void replay(Graph graph, Stream stream) {
        alive(stream).learn(host);
        for (FakeTask task : ((FakeGraph) alive((Object) graph)).tasks) {
            task.regions().forEach(region -> memory.access(region, alive(stream), task.name()));
            note("replay " + task.name(), stream, task.regions(), "");
            alive(stream).add(task);
        }
    }

    @Override
    public synchronized void destroy(Graph graph) {
        end(graph);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** Whether the context was given back. */
    public synchronized boolean isClosed() {
        return closed;
    }

    private void enqueue(String name, Stream stream, List<Region> regions, Object subject, Runnable work) {
        note(name, stream, regions, subject);
        FakeTask task = new FakeTask(name, regions, () -> {
            regions.forEach(memory::checkLive);
            work.run();
        });
        if (stream == capturing) {
            regions.forEach(memory::checkLive);
            captured.add(task);
        } else {
            alive(stream).learn(host);
            regions.forEach(region -> memory.access(region, alive(stream), name));
            alive(stream).add(task);
        }
    }

    private void note(String name, Stream stream, List<Region> regions, Object subject) {
        calls.add(new Call(name, alive(stream).number(), regions, subject));
    }

    private void refuseInCapture(String what) {
        if (capturing != null) {
            throw new AssertionError(what + " while a step is captured");
        }
    }

    private FakeStream alive(Stream stream) {
        return (FakeStream) alive((Object) stream);
    }

    private FakeEvent alive(Event event) {
        return (FakeEvent) alive((Object) event);
    }

    private Object alive(Object handle) {
        if (!open.contains(handle)) {
            throw new AssertionError(handle.getClass().getSimpleName() + " was ended before");
        }
        return handle;
    }

    private void end(Object handle) {
        alive(handle);
        open.remove(handle);
    }

    private static final class FakeModule implements Module {
        private final String ptx;

        private FakeModule(String ptx) {
            this.ptx = ptx;
        }
    }

    private record FakeFunction(FakeModule module, String name) implements Function { }

    private static final class FakeGraph implements Graph {
        private final List<FakeTask> tasks;

        private FakeGraph(List<FakeTask> tasks) {
            this.tasks = tasks;
        }
    }
}
