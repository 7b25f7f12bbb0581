package dev.nacre.nn.train;

import dev.nacre.core.Device;
import dev.nacre.core.golden.OnDevice;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On a GPU, where there is one; skipped elsewhere, with the reason. */
@Tag("gpu")
class CudaRepeatedTrainingOnGpuTest extends RepeatedTraining {
    @RegisterExtension
    static final OnDevice DEVICE = new OnDevice(Device.cuda(0));
}
