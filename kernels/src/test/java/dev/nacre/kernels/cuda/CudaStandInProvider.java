package dev.nacre.kernels.cuda;

import dev.nacre.core.Device;
import dev.nacre.core.backend.Backend;
import dev.nacre.core.backend.BackendProvider;
import dev.nacre.kernels.cuda.fake.FakeDriver;
import dev.nacre.kernels.cuda.fake.HostKernels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The CUDA backend on a stand-in for the driver, with the kernels' own arithmetic on the processor. */
public final class CudaStandInProvider implements BackendProvider {
    /** The device that it serves. */
    static final Device DEVICE = new Device("cuda-stand-in", 0);
    /** The same beside a library that plans convolutions and attention. */
    static final Device WITH_PLANS = new Device("cuda-stand-in", 1);
    private static final long BYTES = 1L << 30;

    private static final FakeDriver[] DRIVERS = new FakeDriver[2];

    /** For {@link java.util.ServiceLoader}. */
    public CudaStandInProvider() {
    }

    /** The stand-in of this process. */
    static FakeDriver driver() {
        return driver(DEVICE);
    }

    /** The stand-in of this process for one of the devices. */
    static FakeDriver driver(Device device) {
        return DRIVERS[device.index()];
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
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, "g++")))
                ? "" : "needs g++, which is not on the PATH";
    }

    @Override
    public Backend create(int index) {
        FakeDriver driver = index == 0 ? new FakeDriver(BYTES, HostKernels.orSkip())
                : FakeDriver.withPlans(BYTES, HostKernels.orSkip());
        DRIVERS[index] = driver;
        return new CudaBackend(driver, source -> (source.ptx() + "\0").getBytes(StandardCharsets.UTF_8), BYTES);
    }
}
