package dev.nacre.mammo.clip;

import dev.nacre.core.Device;
import dev.nacre.core.golden.OnDevice;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The golden loss on the stand-in for a GPU. */
class CudaGoldenClipTest extends GoldenMammoClipLossTest {
    @RegisterExtension
    static final OnDevice DEVICE = new OnDevice(new Device("cuda-stand-in", 0));
}
