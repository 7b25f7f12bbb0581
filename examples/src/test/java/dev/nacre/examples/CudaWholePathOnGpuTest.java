package dev.nacre.examples;

import dev.nacre.kernels.cuda.loader.CudaLoader;
import org.junit.jupiter.api.Tag;

/** Whole commands on a real GPU, where there is one. Skipped elsewhere, with the reason. */
@Tag("gpu")
class CudaWholePathOnGpuTest extends CudaWholePath {
    CudaWholePathOnGpuTest() {
        super("cuda");
    }

    @Override
    String missing() {
        return CudaLoader.here().look().unavailable();
    }
}
