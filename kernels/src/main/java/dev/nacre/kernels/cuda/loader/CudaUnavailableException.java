package dev.nacre.kernels.cuda.loader;

/** CUDA cannot serve in this process. The message says what is missing and what to do; the processor serves as ever. */
public final class CudaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what lies behind it, or null. */
    public CudaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
