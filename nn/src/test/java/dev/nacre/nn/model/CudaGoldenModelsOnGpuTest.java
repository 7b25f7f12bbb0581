package dev.nacre.nn.model;

import dev.nacre.core.Device;
import dev.nacre.core.golden.OnDevice;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The golden values of all networks on a GPU, where there is one, with the tolerances that they have on the processor;
 * skipped elsewhere, with the reason.
 */
@Tag("gpu")
class CudaGoldenModelsOnGpuTest {
    @RegisterExtension
    static final OnDevice DEVICE = new OnDevice(Device.cuda(0));

    @Nested
    class OfBert extends GoldenBertTest { }

    @Nested
    class OfModernBert extends GoldenModernBertTest { }

    @Nested
    class OfEfficientNet extends GoldenEfficientNetTest { }

    @Nested
    class OfEfficientNetAtTheSizeOfAMammogram extends GoldenEfficientNetNativeTest { }
}
