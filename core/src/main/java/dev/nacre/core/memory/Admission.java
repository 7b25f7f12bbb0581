package dev.nacre.core.memory;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Back-pressure by bytes: whoever is about to take memory reserves it first, and waits while others hold too much.
 * Strictly in the order of arrival, so that a large request is not passed by small ones for ever. Nothing is allocated
 * here; a reservation is a promise about memory that is taken elsewhere. Safe for many threads, virtual ones included.
 */
public final class Admission implements AutoCloseable {
    private final String purpose;
    private final long capacity;
    private final int mostHolders;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Condition> queue = new ArrayDeque<>();
    private long reserved;
    private long peak;
    private int holders;
    private boolean closed;

    /**
     * An admission of its own.
     *
     * @param purpose     what the memory is for, in sentences, such as "decoded pictures"
     * @param capacity    most bytes that are reserved at a time
     * @param mostHolders most reservations at a time, whatever their size
     * @throws IllegalArgumentException unless both are positive
     */
    public Admission(String purpose, long capacity, int mostHolders) {
        if (capacity < 1 || mostHolders < 1) {
            throw new IllegalArgumentException("an admission of " + capacity + " bytes for " + mostHolders
                    + " holders lets nobody in: give at least 1 of each");
        }
        this.purpose = purpose;
        this.capacity = capacity;
        this.mostHolders = mostHolders;
    }

    /** Most bytes that are reserved at a time. */
    public long capacity() {
        return capacity;
    }

    /** Bytes that are reserved now. */
    public long reserved() {
        return locked(() -> reserved);
    }

    /** Most bytes that were ever reserved together. */
    public long peak() {
        return locked(() -> peak);
    }

    /** Callers that wait now. */
    public int waiting() {
        return (int) locked(queue::size);
    }

    /**
     * Waits for its turn and reserves.
     *
     * @param bytes    from 0
     * @param deadline when to give up
     * @return what the caller must close when the memory is free again
     * @throws AdmissionException if it is more than the capacity, the deadline passed, the thread was interrupted (it
     *                            then still is), or this was closed
     */
    public Reservation reserve(long bytes, Deadline deadline) {
        requireFitting(bytes);
        return reserve(() -> bytes, deadline);
    }

    /**
     * As {@link #reserve(long, Deadline)}, for callers that may need less by the time when their turn comes.
     *
     * @param need gives the bytes; asked whenever this caller is the first in the queue, quick, and calls nothing here
     */
    public Reservation reserve(LongSupplier need, Deadline deadline) {
        lock.lock();
        try {
            Condition turn = lock.newCondition();
            queue.addLast(turn);
            try {
                long bytes = awaitTurn(turn, need, deadline);
                reserved += bytes;
                peak = Math.max(peak, reserved);
                holders++;
                return new Reservation(this, bytes);
            } finally {
                queue.remove(turn);
                wakeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Refuses what could never be reserved.
     *
     * @throws AdmissionException if {@code bytes} is more than the capacity
     */
    public void requireFitting(long bytes) {
        if (bytes > capacity) {
            throw new AdmissionException(AdmissionException.Reason.TOO_LARGE, "the call needs " + mebibytes(bytes)
                    + " for " + purpose + ", more than the " + mebibytes(capacity)
                    + " that all calls together may take: raise that limit, or give smaller pictures");
        }
    }

    /** The bytes that there is room for. */
    private long awaitTurn(Condition turn, LongSupplier need, Deadline deadline) {
        try {
            while (true) {
                if (closed) {
                    throw new AdmissionException(AdmissionException.Reason.CLOSED, "the model was closed while the call"
                            + " waited for memory for " + purpose + ": load it again");
                }
                if (queue.peekFirst() == turn && holders < mostHolders) {
                    long bytes = need.getAsLong();
                    requireFitting(bytes);
                    if (bytes <= capacity - reserved) {
                        return bytes;
                    }
                }
                long left = deadline.nanosLeft();
                if (left <= 0) {
                    throw timedOut();
                }
                turn.await(left, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AdmissionException(AdmissionException.Reason.INTERRUPTED, "interrupted while the call waited for "
                    + "memory for " + purpose, interrupted);
        }
    }

    private AdmissionException timedOut() {
        return new AdmissionException(AdmissionException.Reason.TIMED_OUT, "the call waited in vain for memory for "
                + purpose + ": " + holders + " others hold " + mebibytes(reserved) + " of " + mebibytes(capacity)
                + ", and " + (queue.size() - 1) + " wait; try again later, or allow more time");
    }

    void giveBack(long bytes, boolean leaves) {
        lock.lock();
        try {
            reserved -= bytes;
            holders -= leaves ? 1 : 0;
            wakeFirst();
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirst() {
        if (!queue.isEmpty()) {
            queue.peekFirst().signal();
        }
    }

    /** Refuses everybody who waits or will come; what is reserved stays so until it is given back. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.forEach(Condition::signal);
        } finally {
            lock.unlock();
        }
    }

    private long locked(LongSupplier look) {
        lock.lock();
        try {
            return look.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    private static String mebibytes(long bytes) {
        return bytes < 10L << 20 ? Math.ceilDiv(bytes, 1L << 10) + " KiB" : (bytes >> 20) + " MiB";
    }
}
