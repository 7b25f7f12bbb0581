package dev.nacre.kernels.cuda;

import dev.nacre.core.Device;
import dev.nacre.core.backend.Backend;
import dev.nacre.core.backend.BackendProvider;
import dev.nacre.kernels.cuda.fake.FakeDriver;
import dev.nacre.kernels.cuda.fake.HostKernels;
import java.nio.charset.StandardCharsets;

/** The CUDA backend on a stand-in for the driver, with the kernels' own arithmetic on the processor. */
public final class CudaStandInProvider implements BackendProvider {
    /** The device that it serves. */
    static final Device DEVICE = new Device("cuda-stand-in", 0);
    private static final long BYTES = 1L << 30;

    private static FakeDriver driver;

    /** For {@link java.util.ServiceLoader}. */
    public CudaStandInProvider() {
    }

    /** The stand-in of this process. */
    static FakeDriver driver() {
        return driver;
    }

    @Override
    public String deviceKind() {
        return DEVICE.kind();
    }

    @Override
    public String name() {
        return DEVICE.kind();
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public String unavailable() {
        return "";
    }

    @Override
    public Backend create(int index) {
        driver = new FakeDriver(BYTES, HostKernels.orSkip());
        return new CudaBackend(driver, source -> (source.ptx() + "\0").getBytes(StandardCharsets.UTF_8), BYTES);
    }
}
