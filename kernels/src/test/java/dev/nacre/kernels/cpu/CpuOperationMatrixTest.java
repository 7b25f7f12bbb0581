package dev.nacre.kernels.cpu;

import dev.nacre.core.Device;
import dev.nacre.core.matrix.OperationMatrix;

/** Every sample, in every element type and arrangement, on the vector kernels. */
class CpuOperationMatrixTest extends OperationMatrix {
    CpuOperationMatrixTest() {
        super(Device.CPU);
    }
}
