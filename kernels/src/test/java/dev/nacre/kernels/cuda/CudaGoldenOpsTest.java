package dev.nacre.kernels.cuda;

import dev.nacre.core.golden.GoldenOperations;
import dev.nacre.core.golden.OnDevice;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The golden operations on the stand-in. */
class CudaGoldenOpsTest extends GoldenOperations {
    @RegisterExtension
    static final OnDevice DEVICE = new OnDevice(CudaStandInProvider.DEVICE);

    CudaGoldenOpsTest() {
        super(DEVICE.device());
    }
}
