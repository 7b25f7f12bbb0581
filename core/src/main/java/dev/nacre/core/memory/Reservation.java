package dev.nacre.core.memory;

/** Bytes that an {@link Admission} has granted; closing gives them back. For one thread at a time. */
public final class Reservation implements AutoCloseable {
    private final Admission admission;
    private long bytes;
    private boolean closed;

    Reservation(Admission admission, long bytes) {
        this.admission = admission;
        this.bytes = bytes;
    }

    /** Bytes that are held. */
    public long bytes() {
        return bytes;
    }

    /** Gives back what is above {@code fewer} bytes; does nothing if it holds no more. */
    public void shrinkTo(long fewer) {
        if (fewer < bytes) {
            admission.giveBack(bytes - fewer, false);
            bytes = fewer;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            admission.giveBack(bytes, true);
            bytes = 0;
        }
    }
}
