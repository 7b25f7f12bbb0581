package dev.nacre.nn.train;

import dev.nacre.core.Device;
import dev.nacre.core.golden.OnDevice;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On the stand-in for a GPU. */
class CudaRepeatedTrainingTest extends RepeatedTraining {
    @RegisterExtension
    static final OnDevice DEVICE = new OnDevice(new Device("cuda-stand-in", 0));
}
