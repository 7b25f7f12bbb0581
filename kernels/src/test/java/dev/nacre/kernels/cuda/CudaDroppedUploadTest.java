package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Device;
import dev.nacre.core.Upload;
import dev.nacre.core.backend.Backends;
import dev.nacre.kernels.cuda.fake.HostKernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pinned memory of an upload that nobody closed. */
class CudaDroppedUploadTest {
    private static final Device DEVICE = CudaStandInProvider.DEVICE;

    @BeforeAll
    static void needsACompiler() {
        HostKernels.orSkip();
    }

    @Test
    void whatIsMerelyDroppedGoesBack() throws InterruptedException {
        CudaBackend backend = (CudaBackend) Backends.of(DEVICE);
        assertThat(backend.hostBuffers()).isZero();
        Upload.to(DEVICE, 64).send();
        assertThat(backend.hostBuffers()).isEqualTo(1);
        for (int attempt = 0; backend.hostBuffers() > 0 && attempt < 200; attempt++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(backend.hostBuffers()).isZero();
    }
}
