package dev.nacre.kernels.cuda.driver;

/**
 * One launch of a kernel in one dimension.
 *
 * @param function  the kernel
 * @param blocks    how many blocks of threads, from 1
 * @param threads   in each block, a multiple of the warp's 32
 * @param arguments what the kernel is given; used up when the call returns
 * @param subject   what it is for, with its shapes, in words that an error can use; asked for its text only then
 */
public record Launch(CudaDriver.Function function, int blocks, int threads, LaunchArguments arguments, Object subject) {
    /** Refuses what no device can launch. */
    public Launch {
        if (blocks < 1 || threads < 32 || threads > 1024 || threads % 32 != 0) {
            throw new IllegalArgumentException(subject + ": " + blocks + " blocks of " + threads + " threads");
        }
    }
}
