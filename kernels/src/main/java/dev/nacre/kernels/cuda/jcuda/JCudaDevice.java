package dev.nacre.kernels.cuda.jcuda;

import dev.nacre.kernels.cuda.driver.CudaDriver;
import dev.nacre.kernels.cuda.driver.CudaException;
import dev.nacre.kernels.cuda.driver.DeviceDescription;
import dev.nacre.kernels.cuda.driver.Launch;
import dev.nacre.kernels.cuda.driver.PlannedCall;
import dev.nacre.kernels.cuda.driver.PlannedProduct;
import dev.nacre.kernels.cuda.driver.PlannedWork;
import dev.nacre.kernels.cuda.driver.Product;
import dev.nacre.kernels.cuda.lib.LtProducts;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUfunction;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * A device through JCuda's driver interface, in its primary context: the one that cuBLAS uses, too. The context is made
 * current before every call, since threads come and go; that costs a tenth of a microsecond.
 */
public final class JCudaDevice implements CudaDriver {
    private static final System.Logger LOG = System.getLogger("dev.nacre");
    private static final int NAME_BYTES = 256;

    private record StreamHandle(NativeAddress.OfStream handle) implements Stream { }

    private record EventHandle(CUevent handle) implements Event { }

    private record ModuleHandle(CUmodule handle) implements Module { }

    private record FunctionHandle(CUfunction handle, String name) implements Function { }

    private record GraphHandle(CUgraphExec handle) implements Graph { }

    private final CUdevice device = new CUdevice();
    private final CUcontext context = new CUcontext();
    private final DeviceDescription description;
    private JCublasProducts products;
    private boolean plans;
    private JCudnnPlans planned;
    private Optional<Path> epilogues;
    private LtProducts finished;

    /**
     * Opens device {@code index}.
     *
     * @param plans     whether cuDNN was loaded
     * @param epilogues cublasLt, or empty where it is not to be used
     * @throws CudaException if the driver refuses
     */
    public JCudaDevice(int index, boolean plans, Optional<Path> epilogues) {
        this.plans = plans;
        this.epilogues = epilogues;
        JCudaDriver.setExceptionsEnabled(false);
        check("cuInit", JCudaDriver.cuInit(0));
        check("cuDeviceGet of device " + index, JCudaDriver.cuDeviceGet(device, index));
        check("cuDevicePrimaryCtxRetain", JCudaDriver.cuDevicePrimaryCtxRetain(context, device));
        enter();
        long[] free = new long[1];
        long[] total = new long[1];
        check("cuMemGetInfo", JCudaDriver.cuMemGetInfo(free, total));
        int architecture = 10 * attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
                + attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
        description = new DeviceDescription(name(), architecture,
                attribute(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT), total[0]);
    }

    private String name() {
        byte[] name = new byte[NAME_BYTES];
        check("cuDeviceGetName", JCudaDriver.cuDeviceGetName(name, NAME_BYTES, device));
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        return new String(name, 0, end, StandardCharsets.UTF_8);
    }

    private int attribute(int number) {
        int[] value = new int[1];
        check("cuDeviceGetAttribute", JCudaDriver.cuDeviceGetAttribute(value, number, device));
        return value[0];
    }

    private void enter() {
        check("cuCtxSetCurrent", JCudaDriver.cuCtxSetCurrent(context));
    }

    private static void check(String call, int result) {
        if (result != CUresult.CUDA_SUCCESS) {
            String[] text = new String[1];
            boolean told = JCudaDriver.cuGetErrorString(result, text) == CUresult.CUDA_SUCCESS && text[0] != null;
            throw new CudaException(call + " answered with error " + result + " (" + CUresult.stringFor(result) + ")"
                    + (told ? ": " + text[0] : ""));
        }
    }

    private static CUstream handle(Stream stream) {
        return ((StreamHandle) stream).handle();
    }

    private static CUevent handle(Event event) {
        return ((EventHandle) event).handle();
    }

    @Override
    public DeviceDescription device() {
        return description;
    }

    @Override
    public long allocate(long bytes) {
        enter();
        NativeAddress.OnDevice address = new NativeAddress.OnDevice();
        int result = JCudaDriver.cuMemAlloc(address, bytes);
        if (result == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
            return 0;
        }
        check("cuMemAlloc of " + bytes + " bytes", result);
        return address.address();
    }

    @Override
    public void free(long address) {
        enter();
        check("cuMemFree", JCudaDriver.cuMemFree(NativeAddress.device(address)));
    }

    @Override
    @SuppressWarnings("restricted")
    public MemorySegment allocatePinned(long bytes) {
        enter();
        NativeAddress.OnHost address = new NativeAddress.OnHost();
        check("cuMemHostAlloc of " + bytes + " bytes", JCudaDriver.cuMemHostAlloc(address, bytes, 0));
        return MemorySegment.ofAddress(address.address()).reinterpret(bytes);
    }

    @Override
    public void freePinned(MemorySegment pinned) {
        enter();
        check("cuMemFreeHost", JCudaDriver.cuMemFreeHost(NativeAddress.of(pinned)));
    }

    @Override
    public Stream createStream() {
        enter();
        NativeAddress.OfStream stream = new NativeAddress.OfStream();
        check("cuStreamCreate", JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING));
        return new StreamHandle(stream);
    }

    @Override
    public void destroy(Stream stream) {
        enter();
        check("cuStreamDestroy", JCudaDriver.cuStreamDestroy(handle(stream)));
    }

    @Override
    public void synchronize(Stream stream) {
        enter();
        check("cuStreamSynchronize", JCudaDriver.cuStreamSynchronize(handle(stream)));
    }

    @Override
    public Event createEvent() {
        enter();
        CUevent event = new CUevent();
        check("cuEventCreate", JCudaDriver.cuEventCreate(event, CUevent_flags.CU_EVENT_DISABLE_TIMING));
        return new EventHandle(event);
    }

    @Override
    public void destroy(Event event) {
        enter();
        check("cuEventDestroy", JCudaDriver.cuEventDestroy(handle(event)));
    }

    @Override
    public void record(Event event, Stream stream) {
        enter();
        check("cuEventRecord", JCudaDriver.cuEventRecord(handle(event), handle(stream)));
    }

    @Override
    public void await(Stream stream, Event event) {
        enter();
        check("cuStreamWaitEvent", JCudaDriver.cuStreamWaitEvent(handle(stream), handle(event), 0));
    }

    @Override
    public boolean happened(Event event) {
        enter();
        int result = JCudaDriver.cuEventQuery(handle(event));
        if (result != CUresult.CUDA_ERROR_NOT_READY) {
            check("cuEventQuery", result);
        }
        return result == CUresult.CUDA_SUCCESS;
    }

    @Override
    public void synchronize(Event event) {
        enter();
        check("cuEventSynchronize", JCudaDriver.cuEventSynchronize(handle(event)));
    }

    @Override
    public void copyToDevice(MemorySegment pinned, long target, Stream stream) {
        enter();
        check("cuMemcpyHtoDAsync of " + pinned.byteSize() + " bytes", JCudaDriver.cuMemcpyHtoDAsync(
                NativeAddress.device(target), NativeAddress.of(pinned), pinned.byteSize(), handle(stream)));
    }

    @Override
    public void copyToHost(long source, MemorySegment pinned, Stream stream) {
        enter();
        check("cuMemcpyDtoHAsync of " + pinned.byteSize() + " bytes", JCudaDriver.cuMemcpyDtoHAsync(
                NativeAddress.of(pinned), NativeAddress.device(source), pinned.byteSize(), handle(stream)));
    }

    @Override
    public void clear(long target, long bytes, Stream stream) {
        enter();
        check("cuMemsetD8Async of " + bytes + " bytes", JCudaDriver.cuMemsetD8Async(NativeAddress.device(target),
                (byte) 0, bytes, handle(stream)));
    }

    @Override
    public Module load(byte[] image) {
        enter();
        CUmodule module = new CUmodule();
        check("cuModuleLoadData", JCudaDriver.cuModuleLoadData(module, image));
        return new ModuleHandle(module);
    }

    @Override
    public void unload(Module module) {
        enter();
        check("cuModuleUnload", JCudaDriver.cuModuleUnload(((ModuleHandle) module).handle()));
    }

    @Override
    public Function function(Module module, String name) {
        enter();
        CUfunction function = new CUfunction();
        check("cuModuleGetFunction of " + name, JCudaDriver.cuModuleGetFunction(function,
                ((ModuleHandle) module).handle(), name));
        return new FunctionHandle(function, name);
    }

    @Override
    public void launch(Launch launch, Stream stream) {
        enter();
        check("cuLaunchKernel", JCudaDriver.cuLaunchKernel(((FunctionHandle) launch.function()).handle(),
                launch.blocks(), 1, 1, launch.threads(), 1, 1, 0, handle(stream),
                NativeAddress.of(launch.arguments().table()), null));
    }

    @Override
    public void multiply(Product product, Stream stream) {
        enter();
        if (products == null) {
            products = new JCublasProducts(this);
        }
        products.multiply(product, handle(stream));
    }

    @Override
    public long plan(PlannedWork work) {
        enter();
        return work instanceof PlannedProduct product ? plan(product) : planByCudnn(work);
    }

    /** Where cublasLt cannot start on this device, that is said, and it is asked no more. */
    private long plan(PlannedProduct product) {
        if (epilogues.isPresent() && finished == null) {
            try {
                finished = new LtProducts(epilogues.get());
            } catch (CudaException | IllegalArgumentException e) {
                LOG.log(Level.WARNING, "cublasLt does not start; biases are added by a kernel of our own: {0}",
                        e.getMessage());
                epilogues = Optional.empty();
            }
        }
        return epilogues.isPresent() ? finished.workspace(product) : -1;
    }

    /** Where cuDNN cannot start on this device, that is said, and it is asked no more. */
    private long planByCudnn(PlannedWork work) {
        if (plans && planned == null) {
            try {
                planned = new JCudnnPlans();
            } catch (CudaException e) {
                plans = false;
                LOG.log(Level.WARNING, "cuDNN does not start; kernels of our own do its work: {0}", e.getMessage());
            }
        }
        return plans ? planned.workspace(work) : -1;
    }

    @Override
    public void run(PlannedCall call, Stream stream) {
        enter();
        if (call.work() instanceof PlannedProduct) {
            finished.run(call, ((StreamHandle) stream).handle().address());
        } else {
            planned.run(call, handle(stream));
        }
    }

    /** Thread-local capture: what other threads do meanwhile, such as taking memory, stays legal. */
    @Override
    public void beginCapture(Stream stream) {
        enter();
        if (products == null) {
            products = new JCublasProducts(this);
        }
        // Relaxed, so that memory may be taken meanwhile; the queue refuses what else must not be.
        check("cuStreamBeginCapture", JCudaDriver.cuStreamBeginCapture(handle(stream),
                CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_RELAXED));
    }

    @Override
    public Graph endCapture(Stream stream) {
        enter();
        CUgraph noted = new CUgraph();
        check("cuStreamEndCapture", JCudaDriver.cuStreamEndCapture(handle(stream), noted));
        CUgraphExec ready = new CUgraphExec();
        check("cuGraphInstantiate", JCudaDriver.cuGraphInstantiate(ready, noted, 0));
        check("cuGraphDestroy", JCudaDriver.cuGraphDestroy(noted));
        return new GraphHandle(ready);
    }

    @Override
    public void replay(Graph graph, Stream stream) {
        enter();
        check("cuGraphLaunch", JCudaDriver.cuGraphLaunch(((GraphHandle) graph).handle(), handle(stream)));
    }

    @Override
    public void destroy(Graph graph) {
        enter();
        check("cuGraphExecDestroy", JCudaDriver.cuGraphExecDestroy(((GraphHandle) graph).handle()));
    }

    @Override
    public void close() {
        enter();
        if (products != null) {
            products.close();
        }
        if (planned != null) {
            planned.close();
        }
        if (finished != null) {
            finished.close();
        }
        check("cuDevicePrimaryCtxRelease", JCudaDriver.cuDevicePrimaryCtxRelease(device));
    }
}
