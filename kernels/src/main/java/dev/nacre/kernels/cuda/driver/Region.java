package dev.nacre.kernels.cuda.driver;

/**
 * Device memory that a launch touches.
 *
 * @param address  of its first byte
 * @param bytes    how many
 * @param written  whether the launch may write them; else it only reads them
 */
public record Region(long address, long bytes, boolean written) {
}
