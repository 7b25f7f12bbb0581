package dev.nacre.kernels.cuda;

import dev.nacre.core.DType;
import dev.nacre.core.backend.Storage;
import dev.nacre.kernels.cuda.driver.DeviceBlock;

/** Storage on a device, from its pool. It may go back while work that uses it is still queued. */
final class CudaStorage extends Storage {
    private final DeviceBlock block;
    private final Runnable giveBack;

    CudaStorage(DType type, long elements, DeviceBlock block) {
        this(type, elements, block, block::giveBack);
    }

    /** Memory that is not its own: {@code giveBack} is called where it lets go of it. */
    CudaStorage(DType type, long elements, DeviceBlock block, Runnable giveBack) {
        super(type, elements);
        this.block = block;
        this.giveBack = giveBack;
    }

    DeviceBlock block() {
        return block;
    }

    @Override
    protected void free() {
        giveBack.run();
    }
}
