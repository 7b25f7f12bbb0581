package dev.nacre.kernels.cuda;

import dev.nacre.core.Device;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** On a real GPU, where there is one. */
@Tag("gpu")
@Tag("sanitize")
class CudaIndexingOnGpuTest extends CudaIndexingParity {
    CudaIndexingOnGpuTest() {
        super(Device.cuda(0));
    }

    @BeforeAll
    static void needsAGpu() {
        CudaOnGpuTest.needsAGpu();
    }
}
