package dev.nacre.kernels.cuda.driver;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives everything that was taken in it back at once, as what a kernel needs beside inputs and outputs. Safe to close
 * while the work that uses the memory is still queued. For one thread.
 */
public final class DeviceScope implements AutoCloseable {
    private final DevicePool pool;
    private final List<DeviceBlock> blocks = new ArrayList<>();

    /** A scope that holds nothing. */
    public DeviceScope(DevicePool pool) {
        this.pool = pool;
    }

    /** Memory until the scope closes. */
    public DeviceBlock take(long bytes) {
        DeviceBlock block = pool.take(bytes);
        blocks.add(block);
        return block;
    }

    /** The scope gives this block back no more: who calls must. */
    public DeviceBlock keep(DeviceBlock block) {
        if (!blocks.remove(block)) {
            throw new IllegalArgumentException("the block was not taken in this scope");
        }
        return block;
    }

    @Override
    public void close() {
        blocks.forEach(DeviceBlock::giveBack);
        blocks.clear();
    }
}
