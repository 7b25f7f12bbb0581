package dev.nacre.kernels.cuda.driver;

/** CUDA refused something, or a kernel failed. The message names the call or the kernel, and its shapes. */
public final class CudaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With one sentence. */
    public CudaException(String message) {
        super(message);
    }

    /** With one sentence and what lies behind it. */
    public CudaException(String message, Throwable cause) {
        super(message, cause);
    }
}
