package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Shape;
import dev.nacre.kernels.cuda.driver.DeviceBlock;
import dev.nacre.kernels.cuda.driver.LaunchArguments;
import dev.nacre.kernels.cuda.driver.Region;

/**
 * A tensor as a launch sees it.
 *
 * @param block  the memory
 * @param type   of the elements
 * @param layout how they lie in it
 */
public record DeviceTensor(DeviceBlock block, DType type, Layout layout) {
    /** A contiguous tensor from the start of its memory. */
    static DeviceTensor contiguous(DeviceBlock block, DType type, Shape shape) {
        return new DeviceTensor(block, type, Layout.contiguous(shape));
    }

    /** The sizes. */
    public Shape shape() {
        return layout.shape();
    }

    /** How many elements it has. */
    long elements() {
        return shape().elements();
    }

    /** Address of its first element. */
    long address() {
        return block.address() + layout.offset() * type.bytes();
    }

    /** Bytes from the first element on, for one that is contiguous. */
    long bytes() {
        return elements() * type.bytes();
    }

    /** The memory that it is read from, for one that is contiguous. */
    Region read() {
        return new Region(address(), bytes(), false);
    }

    /** The memory that it is written to, for one that is contiguous. */
    Region written() {
        return new Region(address(), bytes(), true);
    }

    /** Number of elements from the lowest to the highest in memory. */
    long span() {
        long span = 1;
        for (int d = 0; d < shape().rank(); d++) {
            span += (shape().size(d) - 1) * Math.abs(layout.stride(d));
        }
        return elements() == 0 ? 0 : span;
    }

    /** How many elements lie before the first in memory: those of flipped dimensions. */
    private long before() {
        long before = 0;
        for (int d = 0; d < shape().rank(); d++) {
            before += Math.max(0, -layout.stride(d)) * (shape().size(d) - 1);
        }
        return before;
    }

    /** Adds a pointer to its first element, as an input. */
    void asInput(LaunchArguments arguments) {
        arguments.readsAround(address(), address() - before() * type.bytes(), span() * type.bytes());
    }

    /** Adds a pointer to its first element, as an output. */
    void asOutput(LaunchArguments arguments) {
        arguments.writesAround(address(), address() - before() * type.bytes(), span() * type.bytes());
    }

    /** Says that the kernel uses it, contiguous as it is, without a parameter for it. */
    void mention(LaunchArguments arguments, boolean written) {
        arguments.mentions(new Region(address(), bytes(), written));
    }
}
