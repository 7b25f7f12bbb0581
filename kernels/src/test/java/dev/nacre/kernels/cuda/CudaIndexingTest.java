package dev.nacre.kernels.cuda;

import dev.nacre.kernels.cuda.fake.HostKernels;
import org.junit.jupiter.api.BeforeAll;

/** On the stand-in, the kernels' CUDA C compiled as C++. */
class CudaIndexingTest extends CudaIndexingParity {
    CudaIndexingTest() {
        super(CudaStandInProvider.DEVICE);
    }

    @BeforeAll
    static void needsACompiler() {
        HostKernels.orSkip();
    }
}
