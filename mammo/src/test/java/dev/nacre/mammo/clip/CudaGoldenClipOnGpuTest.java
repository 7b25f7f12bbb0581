package dev.nacre.mammo.clip;

import dev.nacre.core.Device;
import dev.nacre.core.golden.OnDevice;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The golden loss and the golden training run on a GPU, where there is one, with the tolerances that they have on the
 * processor; skipped elsewhere, with the reason.
 */
@Tag("gpu")
class CudaGoldenClipOnGpuTest {
    @RegisterExtension
    static final OnDevice DEVICE = new OnDevice(Device.cuda(0));

    @Nested
    class OfTheLoss extends GoldenMammoClipLossTest { }

    @Nested
    class OfTwelveSteps extends GoldenTrainingRunTest { }

    @Nested
    class OfTheSameGradients extends GoldenSameGradientsTest { }
}
