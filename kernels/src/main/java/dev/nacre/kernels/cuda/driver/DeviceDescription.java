package dev.nacre.kernels.cuda.driver;

/**
 * What a device is.
 *
 * @param name            such as {@code NVIDIA H200}
 * @param architecture    compute capability without its dot: 90 for 9.0
 * @param multiprocessors how many blocks run side by side at least
 * @param bytes           memory
 */
public record DeviceDescription(String name, int architecture, int multiprocessors, long bytes) {
}
