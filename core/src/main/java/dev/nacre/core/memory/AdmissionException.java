package dev.nacre.core.memory;

/** A call was not let in; beside the sentence for a person there is a reason to act upon. */
public final class AdmissionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a call was not let in. */
    public enum Reason {
        /** It needs more than all calls together may take; it would be refused again. */
        TOO_LARGE,
        /** Its time passed while others held the memory; later it may succeed. */
        TIMED_OUT,
        /** Its thread was interrupted while it waited. */
        INTERRUPTED,
        /** What it called is closed. */
        CLOSED
    }

    private final Reason reason;

    /** A refusal with its sentence. */
    public AdmissionException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** A refusal that something else caused. */
    public AdmissionException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why the call was not let in. */
    public Reason reason() {
        return reason;
    }
}
