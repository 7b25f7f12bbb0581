package dev.nacre.core.golden;

import dev.nacre.core.Device;

/** The specification itself, the plain loops, against golden values. */
class GoldenOpsTest extends GoldenOperations {
    GoldenOpsTest() {
        super(Device.REFERENCE);
    }
}
