package dev.nacre.kernels.cuda;

import dev.nacre.core.DType;
import dev.nacre.core.backend.Storage;
import dev.nacre.kernels.cuda.driver.DeviceBlock;

/** Storage on a device, from its pool. It may go back while work that uses it is still queued. */
final class CudaStorage extends Storage {
    private final DeviceBlock block;

    CudaStorage(DType type, long elements, DeviceBlock block) {
        super(type, elements);
        this.block = block;
    }

    DeviceBlock block() {
        return block;
    }

    @Override
    protected void free() {
        block.giveBack();
    }
}
