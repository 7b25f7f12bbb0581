package dev.nacre.kernels.cuda;

/** An operation has no kernel for CUDA, or not for these types, and the processor was not to compute it instead. */
public final class MissingKernelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingKernelException(String message) {
        super(message);
    }
}
