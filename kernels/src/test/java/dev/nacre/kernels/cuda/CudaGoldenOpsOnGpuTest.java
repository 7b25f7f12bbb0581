package dev.nacre.kernels.cuda;

import dev.nacre.core.Device;
import dev.nacre.core.golden.GoldenOperations;
import dev.nacre.core.golden.OnDevice;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The golden operations on a GPU, where there is one; skipped elsewhere, with the reason. */
@Tag("gpu")
class CudaGoldenOpsOnGpuTest extends GoldenOperations {
    @RegisterExtension
    static final OnDevice DEVICE = new OnDevice(Device.cuda(0));

    CudaGoldenOpsOnGpuTest() {
        super(DEVICE.device());
    }
}
