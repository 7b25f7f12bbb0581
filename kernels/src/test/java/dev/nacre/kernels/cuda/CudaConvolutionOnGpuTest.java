package dev.nacre.kernels.cuda;

import dev.nacre.core.Device;
import dev.nacre.kernels.cuda.loader.CudaLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The same on a real GPU, where there is one; skipped elsewhere, with the reason. */
@Tag("gpu")
@Tag("sanitize")
class CudaConvolutionOnGpuTest extends CudaConvolutionParity {
    CudaConvolutionOnGpuTest() {
        super(Device.cuda(0));
    }

    @BeforeAll
    static void needsAGpu() {
        String reason = CudaLoader.here().look().unavailable();
        Assumptions.assumeTrue(reason.isEmpty(), reason);
    }
}
