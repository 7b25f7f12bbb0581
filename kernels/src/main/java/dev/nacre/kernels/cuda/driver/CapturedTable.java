package dev.nacre.kernels.cuda.driver;

/**
 * Numbers in device memory that a captured step reads whenever it is repeated, and that may change in between.
 *
 * @param block where they are
 * @param words what they are; written to the device when the capture ends
 * @param owner what they are for
 */
public record CapturedTable(DeviceBlock block, long[] words, Object owner) {
}
