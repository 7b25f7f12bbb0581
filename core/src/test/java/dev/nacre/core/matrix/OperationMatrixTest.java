package dev.nacre.core.matrix;

import dev.nacre.core.Device;

/** The reference backend itself: rounding to each type, strides, and repetition. */
class OperationMatrixTest extends OperationMatrix {
    OperationMatrixTest() {
        super(Device.REFERENCE);
    }
}
