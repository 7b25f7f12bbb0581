package dev.nacre.kernels.cuda.driver;

/** Device memory is used up. The message says how much was asked for, who holds the most; the device stays usable. */
public final class DeviceMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeviceMemoryException(String message) {
        super(message);
    }
}
