package dev.nacre.kernels.cpu;

import dev.nacre.core.Device;
import dev.nacre.core.golden.GoldenOperations;

/** The golden operations on the vector kernels. */
class GoldenCpuOpsTest extends GoldenOperations {
    GoldenCpuOpsTest() {
        super(Device.CPU);
    }
}
