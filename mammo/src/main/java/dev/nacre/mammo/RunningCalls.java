package dev.nacre.mammo;

import dev.nacre.core.memory.AdmissionException;

/** Counts the calls that are running, so that a model's memory goes back when the last one has left, and no sooner. */
final class RunningCalls {
    private int running;
    private boolean closed;

    /** A call; closing it leaves. */
    final class Call implements AutoCloseable {
        private Call() {
        }

        @Override
        public void close() {
            leave();
        }
    }

    /** @throws AdmissionException after {@link #close} */
    synchronized Call enter() {
        if (closed) {
            throw new AdmissionException(AdmissionException.Reason.CLOSED,
                    "the model is closed: load it again, and close it after the last call");
        }
        running++;
        return new Call();
    }

    private synchronized void leave() {
        running--;
        notifyAll();
    }

    /** Lets nobody in any more; whether this call was the first to say so. */
    synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    /** Waits until nobody is inside, also when interrupted: memory that is being used must not go. */
    synchronized void awaitEnd() {
        boolean interrupted = false;
        while (running > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
