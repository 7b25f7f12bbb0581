package dev.nacre.kernels.cuda.driver;

/**
 * A convolution with its memory.
 *
 * @param convolution    the sizes
 * @param x              address of the pictures
 * @param w              address of the weight
 * @param y              address of the results
 * @param workspace      address of memory that the library may write to, or 0 where it wants none
 * @param workspaceBytes how much of it there is
 * @param subject        what it is for, in words that an error can use
 */
public record ConvolutionCall(Convolution convolution, long x, long w, long y, long workspace, long workspaceBytes,
        Object subject) {
}
